#!/bin/sh
# A sample channel in shell: keeps each SMS as the line it came in, one JSON object a line, in the
# file that the configuration names. Needs nothing but sed. docs/plug-ins.md explains the talk.
#
# Configuration:  file: where the messages go

# The text of a field that holds no quotes: op, id, file.
field() { printf '%s\n' "$line" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

while IFS= read -r line; do
    case $(printf '%s\n' "$line" | sed -n 's/^{"op":"\([a-z_]*\)".*/\1/p') in
    hello)
        echo '{"op":"hello","proto":1,"name":"sms-file-sh","version":"1.0.0","limits":{"max_inflight":1}}'
        ;;
    init)
        file=$(field file)
        if [ -n "$file" ]; then
            echo '{"op":"ready"}'
        else
            echo '{"op":"fatal","class":"config","code":"NO_FILE","message":"the configuration has no `file`"}'
        fi
        ;;
    send)
        if printf '%s\n' "$line" >>"$file"; then
            answer='"status":"delivered"'
        else
            answer='"status":"temporary","class":"provider","code":"FILE"'
        fi
        printf '{"op":"result","id":"%s","items":[{"rid":"r1",%s}]}\n' "$(field id)" "$answer"
        ;;
    cancel) ;; # one message after the other: it has been answered by now
    ping)
        printf '{"op":"pong","n":%s}\n' "$(printf '%s\n' "$line" | sed -n 's/.*"n":\([0-9]*\).*/\1/p')"
        ;;
    drain) echo '{"op":"drained"}' ;;
    '') echo 'W! a line that makes no sense' >&2 ;;
    *) echo '{"op":"unsupported"}' ;;
    esac
done
