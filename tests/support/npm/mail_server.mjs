// A real mail server on loopback for the tests: npm smtp-server in front, npm mailparser behind, so
// that what Duban sends is read by software that is not Duban's.
//
//     node mail_server.mjs '{"key": "key.pem", "cert": "cert.pem", "user": "…", "password": "…"}'
//
// Standard output is one JSON object a line: {"listening": port} first, then {"connected": n},
// {"recipient": address}, {"mail": {…}}, {"closed": n} as they happen. Options: `secure` (TLS from
// the first byte), `tls: false` (no STARTTLS), `senderCode` (refuses MAIL with it), `idle`
// (milliseconds after which a silent connection is ended with 421), `deafToQuit`, `token` (the file of the
// one OAuth 2 token that is let in; passwords are not, then).
//
// What it says to a recipient is written in the name before the @, and what it does with the mail:
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {simpleParser} from 'mailparser';
import {SMTPServer} from 'smtp-server';

const refusedAtRecipient = {
    unknown: [550, '5.1.1 No such user here'],
    moved: [551, '5.1.6 Gone elsewhere'],
    busy: [450, '4.2.0 Try again in a while'],
    full: [552, '5.2.2 Mailbox full'],
    closing: [421, '4.3.2 Closing down'],
    relay: [554, '5.7.1 Relay access denied'],
};
const refusedAtContent = {
    large: [552, '5.3.4 Message too big'],
    spam: [554, '5.7.1 We do not like it'],
    later: [451, '4.3.0 Not now'],
};
// `lost@`: takes the mail and drops the connection before saying so. `silent@`: never says so.

const options = JSON.parse(process.argv[2] ?? '{}');
const say = (event) => process.stdout.write(JSON.stringify(event) + '\n');
const refusal = ([responseCode, words]) => Object.assign(new Error(words), {responseCode});
const name = (address) => address.split('@')[0];

const {SMTPConnection} = createRequire(import.meta.url)('smtp-server/lib/smtp-connection.js');
const endOfPatience = SMTPConnection.prototype._onTimeout;
SMTPConnection.prototype._onTimeout = function () {
    endOfPatience.call(this);
    say({closed: this.session.number});  // it waits for the client to hang up as well
};
if (options.deafToQuit) SMTPConnection.prototype.handler_QUIT = function () {};

function connectionOf(session) {
    return [...server.connections].find((connection) => connection.session === session);
}

async function take(stream, session, callback) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const to = session.envelope.rcptTo.map((recipient) => recipient.address);
    const names = to.map(name);
    const refused = names.find((one) => refusedAtContent[one]);
    if (refused) return callback(refusal(refusedAtContent[refused]));
    const mail = await simpleParser(raw);
    say({mail: {
        envelopeFrom: session.envelope.mailFrom.address,
        envelopeTo: to,
        from: mail.from?.text,
        to: mail.to?.text,
        subject: mail.subject,
        text: mail.text,
        messageId: mail.messageId,
        references: [mail.references ?? []].flat(),
        inReplyTo: mail.inReplyTo,
        date: mail.date?.toISOString(),
        headers: mail.headerLines.map((header) => header.key),
        autoSubmitted: mail.headers.get('auto-submitted'),
        longestLine: Math.max(...raw.toString('latin1').split('\r\n').map((line) => line.length)),
        envelopeId: session.envelope.dsn?.envid,
        returns: session.envelope.dsn?.ret,
        notify: session.envelope.rcptTo[0].dsn?.notify?.join(','),
        originalRecipient: session.envelope.rcptTo[0].dsn?.orcpt,
        files: mail.attachments.map((file) =>
            `${file.filename} ${createHash('sha256').update(file.content).digest('hex')}`),
        raw: raw.toString('latin1'),
        secure: session.secure,
        user: session.user,
        connection: session.number,
    }});
    if (names.includes('lost')) return connectionOf(session)._socket.destroy();
    if (names.includes('silent')) return;
    callback(null, 'Ok: queued as ' + session.id);
}

let connections = 0;
const server = new SMTPServer({
    secure: options.secure ?? false,
    key: options.key && readFileSync(options.key),
    cert: options.cert && readFileSync(options.cert),
    authOptional: !options.user,
    allowInsecureAuth: false,
    disabledCommands: [...(options.tls === false ? ['STARTTLS'] : []), ...(options.user ? [] : ['AUTH'])],
    disableReverseLookup: true,
    hideDSN: false,
    authMethods: options.token ? ['XOAUTH2'] : ['PLAIN', 'LOGIN'],
    socketTimeout: options.idle ?? 60_000,
    onAuth({username, password, accessToken}, session, callback) {
        if (options.token && username === options.user && accessToken === readFileSync(options.token, 'utf8').trim()) {
            return callback(null, {user: username});
        }
        if (username === options.user && password === options.password) return callback(null, {user: username});
        callback(refusal([535, '5.7.8 Authentication credentials invalid']));
    },
    onConnect(session, callback) {
        session.number = ++connections;
        say({connected: session.number});
        callback();
    },
    onMailFrom(address, session, callback) {
        if (options.senderCode) return callback(refusal([options.senderCode, '5.7.1 Sender not allowed']));
        callback();
    },
    onRcptTo({address}, session, callback) {
        say({recipient: address});
        const refused = refusedAtRecipient[name(address)];
        callback(refused ? refusal(refused) : null);
    },
    onData: (stream, session, callback) => void take(stream, session, callback),
    onClose: (session) => say({closed: session.number}),
});
server.on('error', () => {});  // a client that fails is the client's own story
server.listen(0, '127.0.0.1', () => say({listening: server.server.address().port}));
