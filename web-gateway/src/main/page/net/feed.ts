import { parse, type Frame } from "./frames";

/** How the connection is. */
export type Link = "connecting" | "live" | "reconnecting";

export interface Listener {
  /** A frame came. Answers whether it follows from what came before; if not, the feed starts anew. */
  frame(frame: Frame): boolean;
  link(link: Link): void;
  /** The number of the last block we have; undefined if none. */
  last(): number | undefined;
}

const FIRST_WAIT_MS = 500;
const WAIT_MAX_MS = 15_000;
/** The gateway speaks at least every 5 s; after three times that the line is dead, whatever TCP thinks. */
const SILENCE_MS = 15_000;
/** Well within the gateway's limit for silent clients (60 s). */
const PING_MS = 20_000;

/** Follows one table for as long as the page is open: connects, resumes where it was, backs off. */
export class Feed {
  private socket: WebSocket | undefined;
  private waitMs = FIRST_WAIT_MS;
  private heardAt = 0;
  private afresh = false;
  private retry: number | undefined;

  constructor(
    private readonly path: string,
    private readonly listener: Listener,
  ) {}

  start(): void {
    this.listener.link("connecting");
    this.connect();
    setInterval(() => this.watch(), 1_000);
    setInterval(() => this.ping(), PING_MS);
    // Back from sleep or from a tunnel: at once, not after the back-off.
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        this.hurry();
      }
    });
  }

  private connect(): void {
    const last = this.afresh ? undefined : this.listener.last();
    const url = new URL(this.path + (last === undefined ? "" : `?from=${last}`), location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    this.socket = socket;
    this.heardAt = Date.now();
    this.afresh = false;
    socket.onmessage = (event) => {
      if (socket === this.socket) {
        this.heard(event.data as string);
      }
    };
    socket.onclose = () => {
      if (socket === this.socket) {
        this.lost();
      }
    };
  }

  private heard(text: string): void {
    this.heardAt = Date.now();
    const frame = parse(text);
    if (frame === undefined) {
      return;
    }
    if (!this.listener.frame(frame)) {
      this.afresh = true;
      this.lost();
    } else if (frame.type === "snapshot" || frame.type === "resumed") {
      this.waitMs = FIRST_WAIT_MS;
      this.listener.link("live");
    }
  }

  private lost(): void {
    const old = this.socket;
    this.socket = undefined;
    old?.close();
    this.listener.link("reconnecting");
    // Up to half more, by chance: not everybody returns in the same moment.
    const waitMs = this.waitMs * (1 + Math.random() / 2);
    this.waitMs = Math.min(this.waitMs * 2, WAIT_MAX_MS);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), waitMs);
  }

  private hurry(): void {
    if (this.socket === undefined) {
      clearTimeout(this.retry);
      this.connect();
    }
  }

  private watch(): void {
    if (this.socket !== undefined && Date.now() - this.heardAt > SILENCE_MS) {
      this.lost();
    }
  }

  private ping(): void {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send('{"type":"ping"}');
    }
  }
}
