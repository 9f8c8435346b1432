// Days as the API writes them, "2025-10-09": no zone, no time.
import type { Language } from "../language/language";

const millisecondsOfDay = 86_400_000;

/// Days since 1970-01-01.
export function numberOf(day: string): number {
    return Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / millisecondsOfDay);
}

export function plus(day: string, days: number): string {
    return new Date((numberOf(day) + days) * millisecondsOfDay).toISOString().slice(0, 10);
}

/// "2025-10-09 周四", "2025-10-09 Thu".
export function withWeekday(day: string, language: Language): string {
    const form = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
    return `${day.slice(0, 10)} ${form.format(numberOf(day) * millisecondsOfDay)}`;
}

/// "2025-10-01 – 10-05"; with its weekday where it is one day.
export function range(from: string, to: string, language: Language): string {
    if (from === to) return withWeekday(from, language);
    return `${from} – ${from.slice(0, 4) === to.slice(0, 4) ? to.slice(5) : to}`;
}
