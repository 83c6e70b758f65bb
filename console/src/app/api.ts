import type { components as IncidentComponents, paths as IncidentPaths } from "@api/incident";
import type { components as NotificationComponents, paths as NotificationPaths } from "@api/notification";
import type { components as PostmortemComponents, paths as PostmortemPaths } from "@api/postmortem";
import type { components as ReviewComponents, paths as ReviewPaths } from "@api/review";
import createClient, { type Middleware } from "openapi-fetch";
import { accessToken } from "./session";

export type IncidentApi = IncidentComponents["schemas"];
export type PostmortemApi = PostmortemComponents["schemas"];
export type ReviewApi = ReviewComponents["schemas"];
export type NotificationApi = NotificationComponents["schemas"];

/** What a service says when it does not do what was asked. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { field?: string; message?: string }[];
}

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

const identified: Middleware = {
  async onRequest({ request }) {
    request.headers.set("Authorization", `Bearer ${await accessToken()}`);
    if (request.method !== "GET") request.headers.set("Idempotency-Key", crypto.randomUUID());
    return request;
  },
};

const json = { headers: { Accept: "application/json" } };

export const incidentApi = createClient<IncidentPaths>(json);
export const postmortemApi = createClient<PostmortemPaths>(json);
export const reviewApi = createClient<ReviewPaths>(json);
export const notificationApi = createClient<NotificationPaths>(json);
for (const api of [incidentApi, postmortemApi, reviewApi, notificationApi]) api.use(identified);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

function refused(answer: Answer<unknown>): ApiError {
  const said = answer.error as Partial<Problem> | undefined;
  return new ApiError({
    status: answer.response.status,
    code: said?.code ?? "",
    title: said?.title ?? answer.response.statusText,
    detail: said?.detail ?? `${answer.response.status} ${answer.response.statusText}`,
    errors: said?.errors,
  });
}

/** What was asked for. */
export async function read<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (!answer.response.ok) throw refused(answer);
  return answer.data as T;
}

/** What was asked for, with the version that a change of it names in If-Match. */
export async function readVersioned<T>(asked: Promise<Answer<T>>): Promise<{ value: T; etag: string }> {
  const answer = await asked;
  if (!answer.response.ok) throw refused(answer);
  return { value: answer.data as T, etag: answer.response.headers.get("ETag") ?? "*" };
}

interface Page<T> {
  items: T[];
  next?: string | null;
}

/** The same list can also be had as a table; here it is always asked for as JSON. */
export function readIncidents(query: NonNullable<IncidentPaths["/api/v1/incidents"]["get"]["parameters"]["query"]>): Promise<IncidentApi["PageIncidentSummary"]> {
  return read(incidentApi.GET("/api/v1/incidents", { params: { query } })) as Promise<IncidentApi["PageIncidentSummary"]>;
}

/** Every page, up to so many items. */
export async function readAll<T>(page: (cursor?: string) => Promise<Answer<Page<T>>>, most = 2000): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await read(page(cursor));
    all.push(...items);
    cursor = next ?? undefined;
  } while (cursor && all.length < most);
  return all;
}

/** A file that only who has signed in may have. */
export async function download(path: string, name: string): Promise<void> {
  const answer = await fetch(path, { headers: { Authorization: `Bearer ${await accessToken()}` } });
  if (!answer.ok) throw refused({ response: answer, error: await answer.json().catch(() => undefined) });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
