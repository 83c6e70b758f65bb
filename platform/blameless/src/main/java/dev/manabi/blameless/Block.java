package dev.manabi.blameless;

/** A paragraph, a heading, an item of a list or a cell of a table, without its marks. */
final class Block {

    /** What stands for code, an address or a quotation: a thing without words. */
    static final char THING = '\uFFFC';

    private final String text;
    private final int[] origin;
    private final boolean heading;

    /**
     * @param origin where each unit of the text stood in the Markdown
     */
    Block(String text, int[] origin, boolean heading) {
        this.text = text;
        this.origin = origin;
        this.heading = heading;
    }

    String text() {
        return text;
    }

    boolean heading() {
        return heading;
    }

    /** Where in the Markdown this place of the text stands. */
    int start(int at) {
        return origin[at];
    }

    int end(int at) {
        return origin[at - 1] + 1;
    }
}
