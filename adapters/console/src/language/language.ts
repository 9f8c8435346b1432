// The reader's language: the browser's at first, then what was chosen here, kept in this browser.
import { computed, ref, watchEffect } from "vue";
import type { Texts } from "../api/client";
import type { Catalogue } from "./catalogue";
import { en } from "./en";
import { zh_cn } from "./zh_cn";

export type Language = "zh-CN" | "en";

const kept = "language";

function first(): Language {
    const chosen = localStorage.getItem(kept);
    if (chosen === "zh-CN" || chosen === "en") return chosen;
    return navigator.language.startsWith("zh") ? "zh-CN" : "en";
}

export const language = ref<Language>(first());
export const words = computed<Catalogue>(() => (language.value === "zh-CN" ? zh_cn : en));

export function choose(chosen: Language) {
    language.value = chosen;
    localStorage.setItem(kept, chosen);
}

export function inLanguage(texts: Texts): string {
    return texts[language.value];
}

watchEffect(() => {
    document.documentElement.lang = language.value;
    document.title = words.value.title;
});
