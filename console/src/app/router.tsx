import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { Board } from "../process/Board";
import { Shell } from "./Shell";

/** The paths are those that mails and messages lead to. Only the board is loaded at once. */
const root = createRootRoute({ component: Shell, notFoundComponent: lazyRouteComponent(() => import("./Missing"), "Missing") });
const under = () => root;

const pages = [
  createRoute({ getParentRoute: under, path: "/", component: lazyRouteComponent(() => import("../home/Home"), "Home") }),
  createRoute({ getParentRoute: under, path: "/process", component: Board }),
  createRoute({ getParentRoute: under, path: "/gaps", component: lazyRouteComponent(() => import("../process/Gaps"), "Gaps") }),
  createRoute({ getParentRoute: under, path: "/incidents", component: lazyRouteComponent(() => import("../incidents/IncidentList"), "IncidentList") }),
  createRoute({ getParentRoute: under, path: "/incidents/$number", component: lazyRouteComponent(() => import("../incidents/IncidentPage"), "IncidentPage") }),
  createRoute({ getParentRoute: under, path: "/postmortems", component: lazyRouteComponent(() => import("../postmortems/Library"), "Library") }),
  createRoute({ getParentRoute: under, path: "/postmortems/$number", component: lazyRouteComponent(() => import("../postmortems/PostmortemPage"), "PostmortemPage") }),
  createRoute({ getParentRoute: under, path: "/postmortems/$number/read", component: lazyRouteComponent(() => import("../postmortems/ReadingView"), "ReadingView") }),
  createRoute({ getParentRoute: under, path: "/reviews", component: lazyRouteComponent(() => import("../reviews/ReviewList"), "ReviewList") }),
  createRoute({ getParentRoute: under, path: "/reviews/$number", component: lazyRouteComponent(() => import("../reviews/ReviewPage"), "ReviewPage") }),
  createRoute({ getParentRoute: under, path: "/action-items", component: lazyRouteComponent(() => import("../actions/ActionItems"), "ActionItems") }),
  createRoute({ getParentRoute: under, path: "/meetings", component: lazyRouteComponent(() => import("../meetings/Meetings"), "Meetings") }),
  createRoute({ getParentRoute: under, path: "/meetings/$id", component: lazyRouteComponent(() => import("../meetings/MeetingPage"), "MeetingPage") }),
  createRoute({ getParentRoute: under, path: "/trends", component: lazyRouteComponent(() => import("../trends/Trends"), "Trends") }),
  createRoute({ getParentRoute: under, path: "/reports", component: lazyRouteComponent(() => import("../learning/Reports"), "ReportList") }),
  createRoute({ getParentRoute: under, path: "/reports/$kind/$period", component: lazyRouteComponent(() => import("../learning/Reports"), "ReportPage") }),
  createRoute({ getParentRoute: under, path: "/postmortem-of-the-month/$month", component: lazyRouteComponent(() => import("../learning/Month"), "MonthPage") }),
  createRoute({ getParentRoute: under, path: "/preferences", component: lazyRouteComponent(() => import("../settings/Preferences"), "Preferences") }),
  createRoute({ getParentRoute: under, path: "/settings", beforeLoad: () => redirect({ to: "/settings/$part", params: { part: "policy" }, throw: true }) }),
  createRoute({ getParentRoute: under, path: "/settings/$part", component: lazyRouteComponent(() => import("../settings/Settings"), "Settings") }),
  createRoute({ getParentRoute: under, path: "/channels/$name", beforeLoad: () => redirect({ to: "/settings/$part", params: { part: "channels" }, throw: true }) }),
  createRoute({ getParentRoute: under, path: "/deliveries", component: lazyRouteComponent(() => import("../settings/Deliveries"), "Deliveries") }),
];

export const router = createRouter({ routeTree: root.addChildren(pages), defaultPreload: "intent" });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
