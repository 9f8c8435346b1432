// Every text of the console. A sentence with something in it is a function: each language puts the
// parts in its own order.
export interface Catalogue {
    title: string;
    otherLanguage: string;
    rooms: { cases: string; due: string };
    toContent: string;
    signOut: string;
    again: string;
    waiting: string;

    signIn: {
        heading: string;
        key: string;
        where: string;
        enter: string;
    };

    unknown: { heading: string; back: string };

    banner: {
        ends: (calendar: string, day: string, deadlines: number) => string;
        todo: string;
    };

    list: {
        heading: string;
        search: string;
        show: string;
        shown: { open: string; overdue: string; soon: string; closed: string; all: string };
        state: string;
        onlyState: (state: string) => string;
        clear: string;
        number: string;
        proposal: string;
        due: string;
        noDeadline: string;
        closedOn: (day: string) => string;
        nothing: string;
        nothingFound: string;
        more: string;
        unreadable: (number: number, title: string, why: string) => string;
        unreadableTodo: string;
    };

    mark: {
        overdue: (days: number) => string;
        overdueToday: string;
        today: string;
        left: (days: number) => string;
        provisional: string;
        provisionalWhy: string;
        stopped: string;
        extended: string;
        originally: (day: string) => string;
    };

    one: {
        back: string;
        heading: (number: number, title: string) => string;
        version: (workflow: string, version: number) => string;
        newerVersion: (version: number) => string;
        suspended: (day: string) => string;
        opened: (time: string) => string;
        closed: (time: string) => string;
        places: string;
        ended: string;
        owner: string;
        since: (time: string) => string;
        deadlines: string;
        noDeadlines: string;
        nextAlarm: (time: string) => string;
        actions: string;
        noActions: string;
        possible: string;
        notPossible: string;
        by: string;
        need: string;
        because: string;
        hangsOnNeed: string;
        coming: string;
        nothingComing: string;
        journal: string;
        at: string;
        who: string;
        what: string;
        into: string;
        engine: string;
        unreadableRecord: string;
        moreRecords: string;
    };

    coming: {
        reminder: (message: string, recipient: string) => string;
        deadlinePasses: (deadline: string) => string;
        moves: (state: string) => string;
        personalReminder: (recipient: string) => string;
        part: (part: string) => string;
    };

    condition: { yes: string; no: string; unknown: string };

    term: Record<"months" | "days" | "workingDays" | "hours", (count: number) => string>;

    line: {
        label: string;
        start: string;
        startHours: string;
        came: (time: string, why: string) => string;
        notCounted: string;
        part: (term: string) => string;
        extended: (to: string) => string;
        stopped: string;
        stoppedDays: (days: number) => string;
        stoppedHours: (hours: number) => string;
        standsStill: string;
        skipped: (why: string, days: number) => string;
        madeUp: (why: string) => string;
        raw: (term: string) => string;
        rawOnRestDay: (why: string) => string;
        rolledOn: string;
        rolledBack: string;
        stays: string;
        due: string;
        dueAt: (time: string) => string;
        provisional: string;
        basis: string;
        calendar: string;
        calendarIs: (name: string, version: string, to: string) => string;
        inWords: string;
    };

    calculator: {
        heading: string;
        hint: string;
        term: string;
        from: string;
        calendar: string;
        onRestDay: string;
        rules: { stay: string; next_working_day: string; previous_working_day: string };
        count: string;
        answer: (day: string) => string;
    };
}
