// A question to the API and what has come of it so far. Whoever is not signed in is led to the
// sign-in, and back; an answer that comes after a later question, or when it was forgotten, is dropped.
import { shallowRef, type ShallowRef } from "vue";
import { useRouter } from "vue-router";
import { Refused, type Texts } from "./client";

export interface Asked<Value> {
    answer: ShallowRef<Value | undefined>;
    problem: ShallowRef<Texts | undefined>;
    waiting: ShallowRef<boolean>;
    ask: () => Promise<void>;
    forget: () => void;
}

export function useAsked<Value>(question: () => Promise<Value>): Asked<Value> {
    const router = useRouter();
    const answer = shallowRef<Value>();
    const problem = shallowRef<Texts>();
    const waiting = shallowRef(false);
    let latest = 0;

    async function ask() {
        const mine = ++latest;
        waiting.value = true;
        try {
            const came = await question();
            if (mine !== latest) return;
            answer.value = came;
            problem.value = undefined;
        } catch (failure) {
            if (mine !== latest) return;
            if (!(failure instanceof Refused)) throw failure;
            if (failure.status === 401) {
                const { path, fullPath: to } = router.currentRoute.value;
                if (path !== "/sign-in") await router.replace({ path: "/sign-in", query: { to } });
                return;
            }
            answer.value = undefined;
            problem.value = failure.words;
        } finally {
            if (mine === latest) waiting.value = false;
        }
    }

    function forget() {
        latest += 1;
        answer.value = undefined;
        problem.value = undefined;
        waiting.value = false;
    }

    return { answer, problem, waiting, ask, forget };
}
