// A term as workflows write it, "15 working days", in the reader's words; other forms stay as they are.
import type { Catalogue } from "../language/catalogue";

const units = { month: "months", day: "days", "working day": "workingDays", hour: "hours" } as const;

export function termText(term: string, words: Catalogue): string {
    const found = /^(\d+) (month|day|working day|hour)s?$/.exec(term);
    if (!found) return term;
    return words.term[units[found[2] as keyof typeof units]](Number(found[1]));
}
