// A derivation as what happens along its days, in their order: what DateLine.vue draws.
import type { Schemas } from "../api/client";
import { numberOf, plus } from "./day";

export type Derivation = Schemas["Derivation"];

/// `to` is the last day of it.
export type Stretch = { from: string; to: string; days: number };

export type Entry =
    | { kind: "start"; from: string; to: string }
    | (Stretch & { kind: "skipped"; why: string })
    | { kind: "made_up"; from: string; to: string; why: string }
    | { kind: "stopped"; from: string; to: string; days: number; seconds: number }
    | { kind: "stands_still"; from: string; to: string }
    | { kind: "extended"; from: string; to: string; term: string }
    | { kind: "part"; from: string; to: string; term: string }
    | { kind: "raw"; from: string; to: string }
    | { kind: "due"; from: string; to: string };

/// Neighbours that are skipped for one reason become one stretch.
export function stretchesOf(days: Derivation["skipped"]): (Stretch & { why: string })[] {
    const stretches: (Stretch & { why: string })[] = [];
    for (const { date, why } of days) {
        const last = stretches.at(-1);
        if (last?.why === why && plus(last.to, 1) === date) {
            last.to = date;
            last.days += 1;
        } else {
            stretches.push({ from: date, to: date, days: 1, why });
        }
    }
    return stretches;
}

const at = (day: string) => ({ from: day.slice(0, 10), to: day.slice(0, 10) });

// Of entries on one day: the start first, the due day last.
const order = [
    "start", "extended", "stopped", "stands_still", "part", "made_up", "raw", "skipped", "due",
] as const;

export function entriesOf(derivation: Derivation): Entry[] {
    const entries: Entry[] = [
        { kind: "start", ...at(derivation.start.counts_from) },
        ...stretchesOf(derivation.skipped).map((one) => ({ kind: "skipped" as const, ...one })),
        ...derivation.made_up.map(({ date, why }) => ({ kind: "made_up" as const, ...at(date), why })),
        ...derivation.stops.map((stop) => ({
            kind: "stopped" as const,
            from: stop.from.slice(0, 10),
            to: stop.until.slice(0, 10),
            days: stop.days,
            seconds: stop.seconds,
        })),
        ...derivation.extensions.map((one) => ({
            kind: "extended" as const,
            ...at(one.at),
            term: one.to,
        })),
        ...derivation.parts.map((one) => ({ kind: "part" as const, ...at(one.end), term: one.term })),
        { kind: "due", ...at(derivation.due) },
    ];
    if (derivation.raw !== derivation.due) entries.push({ kind: "raw", ...at(derivation.raw) });
    if (derivation.stopped_since)
        entries.push({ kind: "stands_still", ...at(derivation.stopped_since) });
    return entries.sort(
        (one, other) =>
            numberOf(one.from) - numberOf(other.from) ||
            order.indexOf(one.kind) - order.indexOf(other.kind),
    );
}

/// The part of the strip that an entry takes, in days from the start.
export type Block = { kind: "skipped" | "stopped"; x: number; width: number };

/// `raw` and `due` are days from the start; a due day that moved back lies before the raw one.
export type Strip = { days: number; raw: number; due: number; blocks: Block[] };

export function stripOf(derivation: Derivation): Strip {
    const start = numberOf(derivation.start.counts_from);
    const raw = numberOf(derivation.raw) - start;
    const due = numberOf(derivation.due) - start;
    const blocks: Block[] = entriesOf(derivation).flatMap((entry) =>
        entry.kind === "skipped" || entry.kind === "stopped"
            ? [
                  {
                      kind: entry.kind,
                      x: numberOf(entry.from) - start,
                      width: numberOf(entry.to) - numberOf(entry.from) + 1,
                  },
              ]
            : [],
    );
    return { days: Math.max(raw, due, 0) + 1, raw, due, blocks };
}
