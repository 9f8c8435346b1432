// The reader's language: the browser's at first, then what was chosen here, kept in this browser.
import { computed, ref, watchEffect } from "vue";
import type { Texts } from "../api/client";
import type { Catalogue } from "./catalogue";
import { en } from "./en";
import { zh_cn } from "./zh_cn";

export type Language = "zh-CN" | "en";

const kept = "language";

/// A browser may forbid keeping anything: then the choice lasts as long as the page.
function orNothing<Value>(act: () => Value): Value | undefined {
    try {
        return act();
    } catch {
        return undefined;
    }
}

function first(): Language {
    const chosen = orNothing(() => localStorage.getItem(kept));
    if (chosen === "zh-CN" || chosen === "en") return chosen;
    return navigator.language.startsWith("zh") ? "zh-CN" : "en";
}

export const language = ref<Language>(first());
export const words = computed<Catalogue>(() => (language.value === "zh-CN" ? zh_cn : en));

export function choose(chosen: Language) {
    language.value = chosen;
    orNothing(() => localStorage.setItem(kept, chosen));
}

export function inLanguage(texts: Texts): string {
    return texts[language.value];
}

watchEffect(() => {
    document.documentElement.lang = language.value;
});
