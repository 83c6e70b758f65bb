package dev.manabi.postmortem.postmortem;

/** As what a postmortem can be taken along. */
public enum ExportFormat {
    MARKDOWN("text/markdown;charset=UTF-8", ".md"),
    HTML("text/html;charset=UTF-8", ".html"),
    PDF("application/pdf", ".pdf"),
    JSON("application/json", ".json");

    private final String mediaType;
    private final String ending;

    ExportFormat(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    String mediaType() {
        return mediaType;
    }

    /** Of the file's name. */
    String ending() {
        return ending;
    }
}
