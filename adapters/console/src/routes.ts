import { createRouter, createWebHistory } from "vue-router";
import CaseListRoom from "./rooms/CaseListRoom.vue";
import CaseRoom from "./rooms/CaseRoom.vue";
import DueRoom from "./rooms/DueRoom.vue";
import SignInRoom from "./rooms/SignInRoom.vue";
import UnknownRoom from "./rooms/UnknownRoom.vue";

// The daemon knows these addresses too: `is_room` in adapters/cli/console.cpp.
export const router = createRouter({
    history: createWebHistory(),
    routes: [
        { path: "/", redirect: "/cases" },
        { path: "/sign-in", component: SignInRoom },
        { path: "/cases", component: CaseListRoom },
        { path: "/cases/:number([1-9]\\d*)", component: CaseRoom },
        { path: "/due", component: DueRoom },
        { path: "/:rest(.*)*", component: UnknownRoom },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

// Whoever listens to the page, or has no mouse, goes on where the new room begins.
router.afterEach((to, from) => {
    const isMove = from.matched.length > 0 && to.path !== from.path;
    if (isMove) document.getElementById("content")?.focus({ preventScroll: true });
});
