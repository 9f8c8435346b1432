// The texts of a page whose colour stands out from its ground by less than WCAG 2 asks for (AA): 4.5,
// or 3 where it is large. Runs in the browser.
export function faintTexts() {
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const luminance = ([red, green, blue]) => {
        const [r, g, b] = [red, green, blue].map((one) =>
            one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
        for (let one = element; one; one = one.parentElement) {
            const colour = channels(getComputedStyle(one).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    const says = (element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
    return [...document.querySelectorAll("body *")]
        .filter((element) => says(element) && element.checkVisibility())
        .flatMap((element) => {
            const style = getComputedStyle(element);
            const [low, high] = [luminance(channels(style.color)), luminance(ground(element))].sort((a, b) => a - b);
            const contrast = (high + 0.05) / (low + 0.05);
            const size = parseFloat(style.fontSize);
            const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            return contrast < (isLarge ? 3 : 4.5) ? [`${contrast.toFixed(1)}: ${element.textContent.trim()}`] : [];
        });
}
