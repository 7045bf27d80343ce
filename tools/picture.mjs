// Draws what a terminal shows as an SVG: `tmux capture-pane -e -p -t … | node tools/picture.mjs TITLE > docs/up.svg`.
import { text } from "node:stream/consumers";

const [title = ""] = process.argv.slice(2);
const size = { column: 7.83, line: 18, margin: 18, bar: 34, font: 13 };
const colours = ["#45475a", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#cba6f7", "#94e2d5", "#bac2de"];

const escape = "\u001b";
const coloured = new RegExp(`${escape}\\[([\\d;]*)m|([^${escape}]+)`, "g");

/** @typedef {{ text: string, column: number, style: string }} Run characters of one style */

/**
 * @param {string} line with the escape sequences that set colours
 * @returns {Run[]}
 */
function runsOf(line) {
    const runs = [];
    let column = 0;
    let style = {};
    for (const [, codes, plain] of line.matchAll(coloured)) {
        if (plain === undefined) {
            style = restyled(style, (codes || "0").split(";").map(Number));
        } else {
            runs.push({ text: plain, column, style: attributes(style) });
            column += [...plain].length;
        }
    }
    return runs;
}

function restyled(style, [code = 0, kind, colour]) {
    if (code === 0) return {};
    if (code === 1) return { ...style, bold: true };
    if (code === 4) return { ...style, underlined: true };
    if (code === 38 && kind === 5) return { ...style, fill: colours[colour % 8] };
    if (code === 39) return { ...style, fill: undefined };
    if (code >= 30 && code <= 37) return { ...style, fill: colours[code - 30] };
    return style;
}

const attributes = ({ bold, underlined, fill }) =>
    [
        bold ? ` font-weight="bold"` : "",
        underlined ? ` text-decoration="underline"` : "",
        fill ? ` fill="${fill}"` : "",
    ].join("");

const escaped = (plain) => plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const lines = (await text(process.stdin)).trimEnd().split("\n").map(runsOf);
const columns = Math.max(...lines.flat().map((run) => run.column + [...run.text].length));
const width = Math.ceil(columns * size.column + 2 * size.margin);
const height = lines.length * size.line + size.bar + 2 * size.margin;

const drawn = lines.flatMap((runs, number) =>
    runs
        .filter((run) => run.text.trim() !== "")
        .map((run) => {
            const lead = run.text.length - run.text.trimStart().length;
            const x = (size.margin + (run.column + lead) * size.column).toFixed(1);
            const y = size.bar + size.margin + number * size.line + size.font;
            const plain = run.text.trim();
            const length = ([...plain].length * size.column).toFixed(1);
            return `<text x="${x}" y="${y}" textLength="${length}"${run.style}>${escaped(plain)}</text>`;
        }),
);

console.log(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" rx="8" fill="#1e1e2e"/>
<g fill="#585b70"><circle cx="22" cy="20" r="6"/><circle cx="42" cy="20" r="6"/><circle cx="62" cy="20" r="6"/></g>
<g xml:space="preserve" fill="#cdd6f4" font-size="${size.font}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace">
<text x="50%" y="25" text-anchor="middle" fill="#a6adc8">${escaped(title)}</text>
${drawn.join("\n")}
</g>
</svg>`);
