// What the browser's tab is called: the room first, for tabs are cut off at the right.
import { watchEffect } from "vue";
import { words } from "./language";

export function useTitle(room: () => string) {
    watchEffect(() => {
        document.title = `${room()} · ${words.value.title}`;
    });
}
