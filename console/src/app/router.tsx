import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { Board } from "../process/Board";
import { Shell } from "./Shell";

/** The paths are those that mails and messages lead to. Only the board is loaded at once. */
const root = createRootRoute({ component: Shell, notFoundComponent: lazyRouteComponent(() => import("./Missing"), "Missing") });

const pages = [
  createRoute({ getParentRoute: () => root, path: "/", component: lazyRouteComponent(() => import("../home/Home"), "Home") }),
  createRoute({ getParentRoute: () => root, path: "/process", component: Board }),
  createRoute({ getParentRoute: () => root, path: "/incidents", component: lazyRouteComponent(() => import("../incidents/IncidentList"), "IncidentList") }),
  createRoute({ getParentRoute: () => root, path: "/incidents/$number", component: lazyRouteComponent(() => import("../incidents/IncidentPage"), "IncidentPage") }),
  createRoute({ getParentRoute: () => root, path: "/postmortems", component: lazyRouteComponent(() => import("../postmortems/Library"), "Library") }),
  createRoute({ getParentRoute: () => root, path: "/postmortems/$number", component: lazyRouteComponent(() => import("../postmortems/PostmortemPage"), "PostmortemPage") }),
  createRoute({ getParentRoute: () => root, path: "/postmortems/$number/read", component: lazyRouteComponent(() => import("../postmortems/ReadingView"), "ReadingView") }),
  createRoute({ getParentRoute: () => root, path: "/reviews", component: lazyRouteComponent(() => import("../reviews/ReviewList"), "ReviewList") }),
  createRoute({ getParentRoute: () => root, path: "/reviews/$number", component: lazyRouteComponent(() => import("../reviews/ReviewPage"), "ReviewPage") }),
  createRoute({ getParentRoute: () => root, path: "/action-items", component: lazyRouteComponent(() => import("../actions/ActionItems"), "ActionItems") }),
  createRoute({ getParentRoute: () => root, path: "/meetings", component: lazyRouteComponent(() => import("../meetings/Meetings"), "Meetings") }),
  createRoute({ getParentRoute: () => root, path: "/trends", component: lazyRouteComponent(() => import("../trends/Trends"), "Trends") }),
  createRoute({ getParentRoute: () => root, path: "/preferences", component: lazyRouteComponent(() => import("../settings/Preferences"), "Preferences") }),
  createRoute({ getParentRoute: () => root, path: "/settings", beforeLoad: () => redirect({ to: "/settings/$part", params: { part: "policy" }, throw: true }) }),
  createRoute({ getParentRoute: () => root, path: "/settings/$part", component: lazyRouteComponent(() => import("../settings/Settings"), "Settings") }),
  createRoute({ getParentRoute: () => root, path: "/deliveries", component: lazyRouteComponent(() => import("../settings/Deliveries"), "Deliveries") }),
];

export const router = createRouter({ routeTree: root.addChildren(pages), defaultPreload: "intent" });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
