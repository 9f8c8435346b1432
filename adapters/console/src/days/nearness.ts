// How near a deadline is. What stands still is not late, whatever day it would end on.
import type { Schemas } from "../api/client";
import { numberOf } from "./day";

type Deadline = Schemas["Deadline"];

export type Nearness = { kind: "stopped" | "overdue" | "near" | "far"; daysLeft: number };

const nearDays = 7;

/// One that has passed is late on its own day too, where it ended at the closing hour.
export function nearnessOf(deadline: Deadline, isSuspended: boolean, today: string): Nearness {
    const daysLeft = numberOf(deadline.due) - numberOf(today);
    if (deadline.stopped || isSuspended) return { kind: "stopped", daysLeft };
    if (daysLeft < 0 || (daysLeft === 0 && deadline.passed)) return { kind: "overdue", daysLeft };
    return { kind: daysLeft <= nearDays ? "near" : "far", daysLeft };
}

/// The one that ends first of those that run; of those that stand still only where none runs.
export function firstOf(deadlines: Deadline[]): Deadline | undefined {
    return [...deadlines].sort(
        (one, other) =>
            Number(one.stopped ?? false) - Number(other.stopped ?? false) ||
            one.due_at.localeCompare(other.due_at),
    )[0];
}
