// An office in a temporary folder with three cases, and its daemon: what tests/adapters/cli/office.hpp
// is to the tests of commands.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

// Case 1 has run since 2025-07-01, case 2 once stood still for a day and ends in 2200, case 3 cannot be read.
const rows = `
import sqlite3, sys
store = sqlite3.connect(sys.argv[1])
moved = store.execute("UPDATE deadline SET started_at = 1751331600000, due_at = 1760025600000 "
                      "WHERE case_id = 1 AND name = 'reply'").rowcount
late = store.execute("UPDATE deadline SET due_at = 7258118400000, "
                     "stops = '[[' || (started_at + 3600000) || ',' || (started_at + 90000000) || ']]' "
                     "WHERE case_id = 2").rowcount
spoilt = store.execute("UPDATE \\"case\\" SET data = '{' WHERE id = 3").rowcount
store.commit()
sys.exit(0 if moved == 1 and late == 1 and spoilt == 1 else 1)
`;

export class Office {
    #folder = mkdtempSync(join(tmpdir(), "duban-console-"));
    #program;
    #daemon;

    constructor(program) {
        this.#program = program;
        for (const name of ["config", "workflows"])
            cpSync(name, join(this.#folder, name), { recursive: true });
        const settings = this.#settings();
        const text = readFileSync(settings, "utf8");
        writeFileSync(settings, text.replace("127.0.0.1:8080", "127.0.0.1:0"));
    }

    #settings() {
        return join(this.#folder, "config/example/duban.yaml");
    }

    run(...words) {
        return execFileSync(this.#program, ["--config", this.#settings(), ...words], { encoding: "utf8" });
    }

    fill() {
        this.run("example");
        for (const title of ["关于老旧小区加装电梯的提案", "关于增设停车位的提案"])
            this.run("file", "cppcc-proposal", "--as", "chen-secretary",
                "--set", `title=${title}`, "--set", "proposers=sun-housing");
        execFileSync("python3", ["-c", rows, join(this.#folder, "var/example/duban.sqlite")]);
    }

    key() {
        return readFileSync(join(this.#folder, "var/example/console.key"), "utf8").trim();
    }

    /// Resolves with the console's address.
    serve() {
        const words = ["--config", this.#settings(), "--language", "en", "serve"];
        this.#daemon = spawn(this.#program, words, { stdio: ["ignore", "ignore", "pipe"] });
        const lines = createInterface({ input: this.#daemon.stderr });
        return new Promise((resolve, reject) => {
            lines.on("line", (line) => {
                const found = line.match(/the console is at (http:\S+)\/,/);
                if (found) resolve(found[1]);
            });
            lines.on("close", () => reject(new Error("the daemon ended without a console")));
        });
    }

    async close() {
        if (this.#daemon) {
            const ended = new Promise((resolve) => this.#daemon.on("exit", resolve));
            this.#daemon.kill("SIGINT");
            await ended;
        }
        rmSync(this.#folder, { recursive: true });
    }
}
