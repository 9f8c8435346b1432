// The console in Debian's Chromium: node console_test.mjs PROGRAM
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { faintTexts } from "./contrast.mjs";
import { Office } from "./office.mjs";

const require = createRequire(new URL("../support/npm/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const patience = 30_000;
const pictures = process.env.DUBAN_SCREENSHOTS;

const languages = [
    {
        name: "zh-CN",
        key: "钥匙",
        enter: "登录",
        wrong: "钥匙不对",
        cases: "案件",
        tab: "案件 · 督办",
        notKept: /浏览器没有保留登录.*HTTPS/,
        unreachable: /连不上督办服务/,
        search: "查找标题",
        empty: "没有符合条件的案件。",
        overdue: /已过期 \d+ 天/,
        shownOverdue: "已过期",
        originally: /原定 \d{4}-\d{2}-\d{2}/,
        state: "沟通与拟复",
        unreadable: /3号案件（关于增设停车位的提案）无法读出，未列入：/,
        banner: /只到 .*有 1 个正在走的时限晚于这一天/,
        skipped: /跳过 8 天：国庆节、中秋节/,
        raw: /3个月届满.*逢国庆节、中秋节/s,
        act: "重复联系",
        due: "算期限",
        term: "期限",
        from: "起算日",
        count: "计算",
        answer: "截止 2025-10-09 周四",
        badTerm: /“soon”/,
        missing: "没有99号案件",
        unknown: "没有这个页面",
        signOut: "退出",
        other: "English",
        otherHeading: "Cases",
    },
    {
        name: "en",
        key: "Key",
        enter: "Sign in",
        wrong: "this is not the key",
        cases: "Cases",
        tab: "Cases · Duban",
        notKept: /did not keep the session.*HTTPS/,
        unreachable: /service cannot be reached/,
        search: "Search the titles",
        empty: "No case matches.",
        overdue: /overdue by \d+ days/,
        shownOverdue: "Overdue",
        originally: /originally \d{4}-\d{2}-\d{2}/,
        state: "Contact and draft",
        unreadable: /Case 3 \(关于增设停车位的提案\) cannot be read and is not listed: /,
        banner: /ends on .*one running deadline ends later/,
        skipped: /8 days skipped: National Day and Mid-Autumn Festival/,
        raw: /3 months end.*a rest day: National Day/s,
        act: "log_contact",
        due: "Count a date",
        term: "Term",
        from: "Starts on",
        count: "Count",
        answer: "Due 2025-10-09 Thu",
        badTerm: /"soon"/,
        missing: "there is no case 99",
        unknown: "There is no such page",
        signOut: "Sign out",
        other: "中文",
        otherHeading: "案件",
    },
];

/// A window of one reader, and what the browser complained of in it.
async function open(browser, address, language, viewport) {
    const context = await browser.newContext({
        locale: language,
        timezoneId: "America/Los_Angeles", // far from the office, and on another day for most of the day
        baseURL: address,
        viewport,
    });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const complaints = [];
    // That the API refused is a line of the browser's own; it is what some steps ask for.
    page.on("console", (line) => {
        const isRefusal = /status of 40[014] /.test(line.text()) && /^\w+:\/\/[^/]+\/api\//.test(line.location().url);
        if (["error", "warning"].includes(line.type()) && !isRefusal) complaints.push(line.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    return { page, complaints, close: () => context.close() };
}

async function signIn(page, words, key) {
    await page.getByLabel(words.key, { exact: true }).fill(key);
    await page.keyboard.press("Enter");
}

const seen = (locator) => locator.first().waitFor({ state: "visible" });

/// An instant on the wall of the office, which is in Shanghai.
function inShanghai(instant) {
    return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

/// Nothing is faint, and nothing is cut off at the side.
async function lookAt(page, name) {
    if (pictures) {
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    }
    assert.deepEqual(await page.evaluate(faintTexts), [], `faint texts in ${name}`);
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${name} is ${content} wide in a window of ${window}`);
}

async function readEverything(page, words, key, name) {
    await page.goto("/cases/1");
    await signIn(page, words, "not-the-key");
    await seen(page.getByRole("alert").getByText(words.wrong));
    await lookAt(page, `${name}-sign-in`);
    await signIn(page, words, key);

    // Back where the reader wanted to go: a case, with its date explained.
    await seen(page.getByRole("heading", { level: 1 }));
    const due = page.locator("li.due");
    await seen(due.getByText("2025-10-09"));
    await seen(page.locator("li.skipped").getByText(words.skipped));
    assert.match(await page.locator("li.raw").innerText(), words.raw);
    await seen(page.locator(".actions code").getByText("log_contact", { exact: true }));
    await seen(page.locator("table.rows code").getByText("sign", { exact: true }));
    const { records } = await (await page.request.get("/api/v1/cases/1/journal")).json();
    await seen(page.locator("table.rows td").getByText(inShanghai(records[0].at), { exact: true }));
    await seen(page.getByText(words.banner));
    await lookAt(page, `${name}-case`);

    await page.getByRole("navigation").getByRole("link", { name: words.cases }).click();
    await seen(page.getByRole("heading", { name: words.cases, level: 1 }));
    const row = page.locator("tbody tr").first();
    await seen(row.getByText(words.overdue));
    await seen(row.getByText(words.state));
    await seen(page.getByRole("status").getByText(words.unreadable));
    assert.equal(await page.getByText(words.originally).count(), 1); // of the case whose term stood still
    assert.equal(await page.title(), words.tab);
    await lookAt(page, `${name}-list`);
    await page.getByRole("button", { name: words.shownOverdue, exact: true }).click();
    await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
    await page.getByPlaceholder(words.search).fill("没有这样的标题");
    await page.keyboard.press("Enter");
    await seen(page.getByText(words.empty));
    await lookAt(page, `${name}-nothing`);
    await page.goBack();
    await seen(row.getByText(words.overdue));

    await page.getByRole("navigation").getByRole("link", { name: words.due }).click();
    await page.getByLabel(words.from).fill("2025-07-01");
    await page.getByRole("button", { name: words.count, exact: true }).click();
    await seen(page.getByRole("heading", { name: words.answer }));
    await seen(page.locator("li.skipped").getByText(words.skipped));
    await lookAt(page, `${name}-due`);
    await page.getByLabel(words.term, { exact: true }).fill("soon");
    await page.keyboard.press("Enter");
    await seen(page.getByRole("alert").getByText(words.badTerm));

    await page.goto("/cases/99");
    await seen(page.getByRole("alert").getByText(words.missing));
    await page.goto("/cases/1/nowhere");
    await seen(page.getByText(words.unknown));
}

const office = new Office(process.argv[2]);
office.fill();
const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
test.after(async () => {
    await browser.close();
    await office.close();
});
const address = await office.serve();

for (const words of languages) {
    for (const [width, height, device] of [[1280, 900, "desk"], [360, 740, "telephone"]]) {
        test(`${words.name}, at a ${device}`, { timeout: 2 * patience }, async () => {
            const { page, complaints, close } = await open(browser, address, words.name, { width, height });
            await readEverything(page, words, office.key(), `${words.name}-${device}`);
            assert.deepEqual(complaints, []);
            await close();
        });
    }

    test(`${words.name}: the other language, and out again`, { timeout: patience }, async () => {
        const { page, close } = await open(browser, address, words.name, { width: 1280, height: 900 });
        await page.goto("/cases");
        await signIn(page, words, office.key());
        await seen(page.getByRole("heading", { name: words.cases, level: 1 }));
        await page.getByRole("button", { name: words.other }).click();
        await seen(page.getByRole("heading", { name: words.otherHeading, level: 1 }));
        await page.reload();
        await seen(page.getByRole("heading", { name: words.otherHeading, level: 1 }));
        await page.keyboard.press("Tab"); // whoever has no mouse meets the way past the head first
        assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#content");
        await page.getByRole("button", { name: words.other === "English" ? "中文" : "English" }).click();
        await page.getByRole("button", { name: words.signOut }).click();
        await seen(page.getByLabel(words.key, { exact: true }));
        await page.goto("/cases");
        await seen(page.getByLabel(words.key, { exact: true }));
        await close();
    });

    test(`${words.name}: a browser that keeps no cookie, and one without a network`, { timeout: patience }, async () => {
        const { page, close } = await open(browser, address, words.name, { width: 1280, height: 900 });
        const signInPath = "**/api/v1/sign-in";
        await page.goto("/cases");
        // As over plain HTTP: the daemon sets its cookie, and the browser drops it.
        await page.route(signInPath, (route) => route.fulfill({ status: 204 }));
        await signIn(page, words, office.key());
        await seen(page.getByRole("alert").getByText(words.notKept));
        await page.unroute(signInPath);
        await signIn(page, words, office.key());
        await seen(page.getByRole("heading", { name: words.cases, level: 1 }));
        await page.context().setOffline(true);
        await page.getByRole("button", { name: words.signOut }).click();
        await seen(page.getByRole("alert").getByText(words.unreachable));
        await close();
    });
}
