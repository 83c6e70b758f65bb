import { Table } from "@mantine/core";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";

/** Markdown as people read it. HTML in it is shown as text, and only links that are safe to follow are links. */
export function Words({ text, onSelect }: { text: string; onSelect?: (words: string) => void }) {
  return (
    <div className="words" onPointerUp={() => onSelect?.(String(getSelection()).trim())} onKeyUp={() => onSelect?.(String(getSelection()).trim())}>
      <Markdown
        remarkPlugins={[remarkGfm]}
        components={{
          // The headings of a section stand below that of the section.
          h1: "h3",
          h2: "h4",
          h3: "h5",
          a: ({ href, children }) => (
            <a href={href} rel="noreferrer noopener" target={href?.startsWith("/") ? undefined : "_blank"}>
              {children}
            </a>
          ),
          table: ({ children }) => (
            <Table.ScrollContainer minWidth={0} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <table>{children}</table>
            </Table.ScrollContainer>
          ),
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}
