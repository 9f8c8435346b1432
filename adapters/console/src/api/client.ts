// The REST API, typed by its own description (generated/api.ts). A refusal is a Refused with the
// daemon's words in both languages.
import type { components, paths } from "../../generated/api";

export type Schemas = components["schemas"];
export type Texts = Schemas["Texts"];

type Asked<Path extends keyof paths> = paths[Path] extends { get: infer Get } ? Get : never;
type Readable = { [Path in keyof paths]: Asked<Path> extends never ? never : Path }[keyof paths];

export type Answer<Path extends Readable> =
    Asked<Path> extends {
        responses: { 200: { content: { "application/json": infer Body } } };
    }
        ? Body
        : never;

type Parameters<Path extends Readable> =
    Asked<Path> extends { parameters: infer Given } ? Given : never;
export type Query<Path extends Readable> =
    Parameters<Path> extends { query?: infer Given } ? NonNullable<Given> : never;

export class Refused extends Error {
    constructor(
        readonly status: number,
        readonly words: Texts,
    ) {
        super(words.en);
    }
}

const unreachable: Texts = {
    "zh-CN": "连不上督办服务；请检查网络，稍后再试。",
    en: "The service cannot be reached; check the network and try again.",
};

const notKept: Texts = {
    "zh-CN": "浏览器没有保留登录：经普通的 HTTP 打开时不会保留，请用 HTTPS 打开网页。",
    en: "The browser did not keep the session: it does not over plain HTTP, so open the console by HTTPS.",
};

async function send(address: string, request: RequestInit): Promise<Response> {
    const response = await fetch(address, { ...request, credentials: "same-origin" }).catch(() => {
        throw new Refused(0, unreachable);
    });
    if (response.ok) return response;
    const body = (await response.json().catch(() => undefined)) as Schemas["Problem"] | undefined;
    throw new Refused(response.status, body?.problem?.message ?? unreachable);
}

/// What is empty is not sent.
export async function get<Path extends Readable>(
    path: Path,
    query: Query<Path>,
    number?: number,
): Promise<Answer<Path>> {
    const given = Object.entries(query as Record<string, string | number | undefined>).filter(
        ([, value]) => value !== undefined && value !== "",
    );
    const parameters = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    const address = `${path.replace("{number}", String(number))}?${parameters}`;
    const response = await send(address, {});
    return (await response.json().catch(() => {
        throw new Refused(0, unreachable);
    })) as Answer<Path>;
}

/// Asks once with the session, for a browser may have dropped its cookie without a word.
export async function signIn(key: string): Promise<void> {
    await send("/api/v1/sign-in", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ key }),
    });
    await get("/api/v1/calendars", {}).catch((failure: unknown) => {
        if (failure instanceof Refused && failure.status === 401) throw new Refused(401, notKept);
    });
}

export async function signOut(): Promise<void> {
    await send("/api/v1/sign-out", { method: "POST", headers: { "Content-Type": "application/json" } });
}
