import { Text } from "@mantine/core";
import { collab, getClientID, getSyncedVersion, receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { ChangeSet, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, keymap, placeholder, WidgetType } from "@codemirror/view";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PostmortemApi } from "../app/api";
import { tellFailure } from "../app/failures";
import type { Selected } from "./Comments";
import type { Live, Presence, SectionUpdate } from "./live";

type Blocker = PostmortemApi["Blocker"];

class Cursor extends WidgetType {
  constructor(private readonly person: string) {
    super();
  }
  override eq(other: Cursor): boolean {
    return other.person === this.person;
  }
  override toDOM(): HTMLElement {
    const mark = document.createElement("span");
    mark.className = "cm-other";
    mark.dataset.person = this.person;
    return mark;
  }
}

const othersMoved = StateEffect.define<readonly Presence[]>();
const others = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    let cursors = shown.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(othersMoved)) continue;
      const end = transaction.state.doc.length;
      const marks = effect.value
        .filter((one) => one.head !== null)
        .map((one) => Decoration.widget({ widget: new Cursor(one.person), side: 1 }).range(Math.min(one.head ?? 0, end)));
      cursors = Decoration.set(marks, true);
    }
    return cursors;
  },
  provide: (field) => EditorView.decorations.from(field),
});

interface Props {
  readonly live: Live;
  readonly section: string;
  readonly label: string;
  readonly help: string;
  readonly present: readonly Presence[];
  readonly blockers: readonly Blocker[];
  readonly onText: (text: string) => void;
  readonly onDismiss: (blocker: Blocker) => void;
  readonly onSelect: (selected: Selected | null) => void;
}

/** The text of one section, written by several people at once. */
export function SectionEditor({ live, section, label, help, present, blockers, onText, onDismiss, onSelect }: Props) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const told = useRef({ onText, onDismiss, onSelect });
  told.current = { onText, onDismiss, onSelect };
  const [kept, setKept] = useState(true);

  useEffect(() => {
    let document = 0;
    let pushing = false;
    let moved: ReturnType<typeof setTimeout> | undefined;

    const push = () => {
      const editor = view.current;
      if (!editor) return;
      const updates = sendableUpdates(editor.state);
      setKept(updates.length === 0);
      if (pushing || updates.length === 0) return;
      pushing = live.push(
        section,
        getSyncedVersion(editor.state),
        updates.map((update) => ({ clientID: update.clientID, changes: update.changes.toJSON() as unknown })),
      );
    };

    const begin = (text: string, version: number) => {
      view.current?.destroy();
      view.current = new EditorView({
        parent: place.current as HTMLElement,
        state: EditorState.create({
          doc: text,
          extensions: [
            EditorState.lineSeparator.of("\n"),
            history(),
            keymap.of([...defaultKeymap, ...historyKeymap]),
            markdown(),
            drawSelection(),
            EditorView.lineWrapping,
            placeholder(help),
            EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true" }),
            collab({ startVersion: version, clientID: crypto.randomUUID() }),
            others,
            EditorView.updateListener.of((update) => {
              if (update.docChanged) {
                told.current.onText(update.state.doc.toString());
                push();
              }
              if (update.selectionSet || update.docChanged) {
                clearTimeout(moved);
                moved = setTimeout(() => {
                  const editor = view.current;
                  if (!editor) return;
                  const { anchor, head, from, to } = editor.state.selection.main;
                  live.presence(section, anchor, head);
                  // Only a text that the service has can be pointed into.
                  const known = sendableUpdates(editor.state).length === 0;
                  told.current.onSelect(known && to > from ? { quote: editor.state.sliceDoc(from, to), range: { from, to, version: document } } : null);
                }, 200);
              }
            }),
          ],
        }),
      });
      told.current.onText(text);
    };

    const receive = (updates: readonly SectionUpdate[]) => {
      for (const update of updates) {
        const editor = view.current;
        if (!editor) return;
        // One by one: moving own changes over several at once can give another text than the service's.
        editor.dispatch(receiveUpdates(editor.state, [{ clientID: update.clientID, changes: ChangeSet.fromJSON(update.changes) }]));
        if (update.clientID === getClientID(editor.state)) pushing = false;
      }
    };

    const leave = live.follow(section, {
      has: () => {
        // Asked when the connection has come again: whatever was on its way then is sent again after the answer.
        pushing = false;
        return view.current ? { version: getSyncedVersion(view.current.state), document } : null;
      },
      opened(text, version, newest) {
        document = newest;
        pushing = false;
        begin(text, version);
        setKept(true);
      },
      updates(version, newest, updates) {
        const editor = view.current;
        if (!editor) return;
        document = newest;
        const known = getSyncedVersion(editor.state) - version;
        receive(updates.slice(Math.max(0, known)));
        push();
      },
      refused(detail, retry) {
        pushing = false;
        if (retry) setTimeout(push, 500);
        else tellFailure(new Error(detail));
      },
    });

    const ask = (event: BeforeUnloadEvent) => {
      if (view.current && sendableUpdates(view.current.state).length > 0) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => {
      removeEventListener("beforeunload", ask);
      clearTimeout(moved);
      leave();
      view.current?.destroy();
      view.current = null;
    };
  }, [live, section, label, help]);

  useEffect(() => {
    view.current?.dispatch({ effects: othersMoved.of(present.filter((one) => one.section === section)) });
  }, [present, section]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const text = editor.state.doc.toString();
    const found: Diagnostic[] = [];
    for (const blocker of blockers) {
      const words = blocker.text;
      if (!words) continue;
      // The text may have moved on since it was looked at.
      const from = text.startsWith(words.excerpt, words.start) ? words.start : text.indexOf(words.excerpt);
      if (from < 0) continue;
      found.push({
        from,
        to: from + words.excerpt.length,
        severity: "warning",
        source: words.rule,
        message: words.suggestion ? `${blocker.message} ${t("blockers.rather")} ${words.suggestion}` : blocker.message,
        actions: [{ name: t("editor.dismiss"), apply: () => told.current.onDismiss(blocker) }],
      });
    }
    editor.dispatch(setDiagnostics(editor.state, found));
  }, [blockers, t]);

  return (
    <div>
      <div ref={place} />
      <Text size="xs" c="dimmed" role="status">
        {kept ? t("editor.kept") : t("editor.keeping")}
      </Text>
    </div>
  );
}
