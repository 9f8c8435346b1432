import type { Catalogue } from "./catalogue";

const counted = (one: string, many: string) => (count: number) =>
    count === 1 ? `1 ${one}` : `${count} ${many}`;
const days = counted("day", "days");

export const en: Catalogue = {
    title: "Duban",
    otherLanguage: "中文",
    rooms: { cases: "Cases", due: "Count a date" },
    toContent: "Skip to the content",
    signOut: "Sign out",
    again: "Try again",
    waiting: "Reading…",

    signIn: {
        heading: "Sign in",
        key: "Key",
        where: "The key lies in a file on the server, whose path duban.yaml names as console: key_file. Ask your administrator for it.",
        enter: "Sign in",
    },

    unknown: { heading: "There is no such page", back: "Back to the cases" },

    banner: {
        ends: (calendar, day, deadlines) =>
            deadlines === 1
                ? `The working calendar “${calendar}” ends on ${day}, and one running deadline ends later. Days beyond were judged by their weekday and may move.`
                : `The working calendar “${calendar}” ends on ${day}, and ${deadlines} running deadlines end later. Days beyond were judged by their weekday and may move.`,
        todo: "When the next list of holidays is published, the administrator imports it: duban calendar import",
    },

    list: {
        heading: "Cases",
        search: "Search the titles",
        show: "Show",
        shown: {
            open: "Open",
            overdue: "Overdue",
            soon: "Due within 30 days",
            closed: "Closed",
            all: "All",
        },
        state: "State",
        onlyState: (state) => `only “${state}”`,
        clear: "Clear",
        number: "No.",
        proposal: "Title",
        due: "First deadline",
        noDeadline: "no deadline runs",
        closedOn: (day) => `closed on ${day}`,
        nothing: "There are no cases yet. File them with duban file or duban import.",
        nothingFound: "No case matches.",
        more: "Show more",
        unreadable: (number, title, why) => `Case ${number} (${title}) cannot be read and is not listed: ${why}`,
        unreadableTodo: "Tell the administrator: the record is damaged, or was written by a newer version of Duban.",
    },

    mark: {
        overdue: (count) => `overdue by ${days(count)}`,
        overdueToday: "overdue since today",
        today: "due today",
        left: (count) => `in ${days(count)}`,
        provisional: "provisional",
        provisionalWhy: "the calendar does not know the holidays of these days yet: the date may move",
        stopped: "stands still",
        extended: "extended",
        originally: (day) => `originally ${day}`,
    },

    one: {
        back: "All cases",
        heading: (number, title) => `${number}  ${title}`,
        version: (workflow, version) => `${workflow}, version ${version}`,
        newerVersion: (version) => `new cases begin under version ${version}`,
        suspended: (day) => `Suspended since ${day}: all deadlines stand still`,
        opened: (time) => `Filed ${time}`,
        closed: (time) => `Closed ${time}`,
        places: "Where it stands",
        ended: "ended",
        owner: "Whose turn it is",
        since: (time) => `since ${time}`,
        deadlines: "Deadlines",
        noDeadlines: "No deadline runs.",
        nextAlarm: (time) => `Acts next: ${time}`,
        actions: "What may be done",
        noActions: "Nothing may be done now.",
        possible: "possible",
        notPossible: "not now",
        by: "By",
        need: "Needs",
        because: "Because",
        hangsOnNeed: "hangs on what is filled in",
        coming: "What comes next",
        nothingComing: "If nobody acts, nothing more happens.",
        journal: "Journal",
        at: "At",
        who: "Who",
        what: "What",
        into: "Came to",
        engine: "the system",
        unreadableRecord: "This record cannot be read; tell the administrator.",
        moreRecords: "Show more",
    },

    coming: {
        reminder: (message, recipient) => `Reminder ${message} to ${recipient}`,
        deadlinePasses: (deadline) => `The deadline ${deadline} passes`,
        moves: (state) => `Moves by itself to ${state}`,
        personalReminder: (recipient) => `Reminds ${recipient}, as they have asked`,
        part: (part) => `part ${part}`,
    },

    condition: { yes: "true", no: "false", unknown: "cannot be told" },

    term: {
        months: counted("month", "months"),
        days,
        workingDays: counted("working day", "working days"),
        hours: counted("hour", "hours"),
    },

    line: {
        label: "How this date came about",
        start: "Start",
        startHours: "Starts at",
        came: (time, why) => `came ${time}; ${why}`,
        notCounted: "this day is not counted",
        part: (term) => `${term} end`,
        extended: (to) => `Extended to ${to}, still counted from the start`,
        stopped: "Stood still",
        stoppedDays: (count) => `${days(count)} not counted`,
        stoppedHours: (hours) => (hours === 1 ? "1 hour not counted" : `${hours} hours not counted`),
        standsStill: "Has stood still since then",
        skipped: (why, count) =>
            count === 1 ? `Skipped: ${why}` : `${days(count)} skipped: ${why}`,
        madeUp: (why) => `Counted: made up for ${why}`,
        raw: (term) => `${term} end`,
        rawOnRestDay: (why) => `a rest day: ${why}`,
        rolledOn: "moves on to the next working day",
        rolledBack: "moves back to the working day before",
        stays: "stays on a rest day",
        due: "Due",
        dueAt: (time) => `Due at ${time}`,
        provisional: "Provisional: the calendar does not know the holidays of all these days yet",
        basis: "Legal basis",
        calendar: "Calendar",
        calendarIs: (name, version, to) => `${name}, version ${version}, known to ${to}`,
        inWords: "In words",
    },

    calculator: {
        heading: "Count a date",
        hint: "A term is written 3 months, 15 working days, 30 June and so on.",
        term: "Term",
        from: "Starts on",
        calendar: "Calendar",
        onRestDay: "Where it ends on a rest day",
        rules: {
            stay: "it stays",
            next_working_day: "it moves to the next working day",
            previous_working_day: "it moves to the working day before",
        },
        count: "Count",
        answer: (day) => `Due ${day}`,
    },
};
