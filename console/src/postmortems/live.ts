import { accessToken } from "../app/session";

/** What the service says about one section; see docs/live-editing.md. */
export interface SectionUpdate {
  readonly clientID: string;
  readonly changes: unknown;
  readonly by?: string;
}

export interface Presence {
  readonly id: string;
  readonly person: string;
  readonly section: string | null;
  readonly anchor: number | null;
  readonly head: number | null;
}

export interface Follower {
  opened(text: string, version: number, document: number): void;
  updates(version: number, document: number, updates: readonly SectionUpdate[]): void;
  refused(detail: string, retry: boolean): void;
  /** What it has, to be told only what is newer; null where it has nothing yet. */
  has(): { version: number; document: number } | null;
}

export interface Room {
  readonly connected: boolean;
  readonly write: boolean;
  readonly present: readonly Presence[];
}

type Message =
  | { type: "hello"; id: string; write: boolean; present: Presence[] }
  | { type: "opened"; section: string; version: number; document: number; text: string }
  | { type: "updates"; section: string; version: number; document: number; updates: SectionUpdate[] }
  | { type: "refused"; section: string | null; code: string; detail: string; retry: boolean }
  | ({ type: "presence" } & Presence)
  | { type: "left"; id: string }
  | { type: "changed"; write: boolean }
  | { type: "pong" };

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/** One connection for one postmortem; it comes again by itself, and everybody goes on from where they were. */
export class Live {
  private socket: WebSocket | null = null;
  private readonly followers = new Map<string, Follower>();
  private ownId = "";
  private failures = 0;
  private closed = false;
  private room: Room = { connected: false, write: false, present: [] };

  constructor(
    private readonly number: string,
    private readonly onRoom: (room: Room) => void,
    private readonly onChanged: () => void,
  ) {
    void this.connect();
  }

  follow(section: string, follower: Follower): () => void {
    this.followers.set(section, follower);
    this.open(section, follower);
    return () => this.followers.delete(section);
  }

  push(section: string, version: number, updates: readonly SectionUpdate[]): boolean {
    return this.say({ type: "push", section, version, updates });
  }

  presence(section: string | null, anchor: number | null, head: number | null): void {
    this.say({ type: "presence", section, anchor, head });
  }

  close(): void {
    this.closed = true;
    this.socket?.close();
  }

  private async connect(): Promise<void> {
    const token = await accessToken();
    if (this.closed) return;
    const url = `${location.origin.replace(/^http/, "ws")}/api/v1/postmortems/${encodeURIComponent(this.number)}/live`;
    const socket = new WebSocket(url, ["manabi-live.v1", encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`)]);
    this.socket = socket;
    socket.onmessage = (event) => this.hear(JSON.parse(String(event.data)) as Message);
    socket.onclose = () => {
      this.change({ connected: false, present: [] });
      if (!this.closed) setTimeout(() => void this.connect(), this.pause());
    };
  }

  /** Longer each time, and not for everybody at once. */
  private pause(): number {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.failures++);
    return pause * (0.5 + Math.random() / 2);
  }

  private open(section: string, follower: Follower): void {
    this.say({ type: "open", section, ...(follower.has() ?? {}) });
  }

  private say(message: object): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN || !this.room.connected) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  private change(changed: Partial<Room>): void {
    this.room = { ...this.room, ...changed };
    this.onRoom(this.room);
  }

  private hear(message: Message): void {
    switch (message.type) {
      case "hello":
        this.failures = 0;
        this.ownId = message.id;
        this.change({ connected: true, write: message.write, present: message.present.filter((one) => one.id !== message.id) });
        for (const [section, follower] of this.followers) this.open(section, follower);
        break;
      case "opened":
        this.followers.get(message.section)?.opened(message.text, message.version, message.document);
        break;
      case "updates":
        this.followers.get(message.section)?.updates(message.version, message.document, message.updates);
        break;
      case "refused":
        if (message.section) this.followers.get(message.section)?.refused(message.detail, message.retry);
        break;
      case "presence":
        if (message.id !== this.ownId) this.change({ present: [...this.room.present.filter((one) => one.id !== message.id), message] });
        break;
      case "left":
        this.change({ present: this.room.present.filter((one) => one.id !== message.id) });
        break;
      case "changed":
        this.change({ write: message.write });
        this.onChanged();
        break;
      case "pong":
        break;
    }
  }
}
