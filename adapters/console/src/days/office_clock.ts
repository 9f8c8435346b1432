// The office's clock: its zone and its today, as the daemon tells them with each page; until then, as
// this browser has them. Whoever reads from afar sees the times that the office writes in its letters.
import { computed, ref } from "vue";
import type { Schemas } from "../api/client";

const zone = ref(Intl.DateTimeFormat().resolvedOptions().timeZone);
const form = computed(
    () =>
        new Intl.DateTimeFormat("en", {
            timeZone: zone.value,
            calendar: "gregory",
            numberingSystem: "latn",
            hourCycle: "h23",
            year: "numeric",
            month: "2-digit",
            day: "2-digit",
            hour: "2-digit",
            minute: "2-digit",
        }),
);

/// An instant on the office's wall: "2026-03-04 17:30".
export function wallTime(instant: string): string {
    const parts = form.value.formatToParts(new Date(instant));
    const one = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value;
    return `${one("year")}-${one("month")}-${one("day")} ${one("hour")}:${one("minute")}`;
}

/// The day of an instant in the office: "2026-03-04".
export function dayOf(instant: string): string {
    return wallTime(instant).slice(0, 10);
}

export const today = ref(dayOf(new Date().toISOString()));

export function setClock(told: Schemas["Calendars"]) {
    zone.value = told.time_zone;
    today.value = told.today;
}
