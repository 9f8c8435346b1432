// Today as the office counts it: the daemon says so with each page; until then, as this browser does.
import { ref } from "vue";
import { wallTime } from "./day";

export const today = ref(wallTime(new Date().toISOString()).slice(0, 10));
