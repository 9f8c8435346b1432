// Asks again for what a page shows: when its tab is looked at again, and every few minutes while it is.
// A date must not be measured against yesterday's answer.
import { onMounted, onUnmounted } from "vue";

const everyMilliseconds = 5 * 60 * 1000;

export function useFresh(askAgain: () => void) {
    const look = () => {
        if (document.visibilityState === "visible") askAgain();
    };
    let timer = 0;
    onMounted(() => {
        document.addEventListener("visibilitychange", look);
        timer = window.setInterval(look, everyMilliseconds);
    });
    onUnmounted(() => {
        document.removeEventListener("visibilitychange", look);
        window.clearInterval(timer);
    });
}
