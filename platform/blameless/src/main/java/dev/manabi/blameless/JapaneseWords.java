package dev.manabi.blameless;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.JapaneseTokenizer.Mode;
import org.apache.lucene.analysis.ja.tokenattributes.BaseFormAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Cuts Japanese into morphemes. The dictionary is loaded by the first use and shared by all threads. */
final class JapaneseWords {

    /** A tokenizer is not safe for threads and costs little beside its dictionary. */
    private static final ThreadLocal<JapaneseTokenizer> TOKENIZER =
            ThreadLocal.withInitial(() -> new JapaneseTokenizer(null, false, Mode.NORMAL));

    private JapaneseWords() {}

    static List<JapaneseWord> of(String text) {
        return of(text, 0);
    }

    static List<JapaneseWord> of(String text, int offset) {
        try {
            return read(TOKENIZER.get(), text, offset);
        } catch (IOException e) {
            throw new UncheckedIOException("A string in memory could not be read", e);
        } catch (RuntimeException e) {
            TOKENIZER.remove(); // it may be in the middle of something
            throw e;
        }
    }

    private static List<JapaneseWord> read(JapaneseTokenizer tokenizer, String text, int offset) throws IOException {
        List<JapaneseWord> words = new ArrayList<>();
        CharTermAttribute term = tokenizer.getAttribute(CharTermAttribute.class);
        OffsetAttribute place = tokenizer.getAttribute(OffsetAttribute.class);
        BaseFormAttribute base = tokenizer.getAttribute(BaseFormAttribute.class);
        PartOfSpeechAttribute kind = tokenizer.getAttribute(PartOfSpeechAttribute.class);
        tokenizer.setReader(new StringReader(text));
        try {
            tokenizer.reset();
            while (tokenizer.incrementToken()) {
                String surface = term.toString();
                String form = base.getBaseForm();
                String speech = kind.getPartOfSpeech();
                words.add(new JapaneseWord(
                        surface,
                        form == null ? surface : form,
                        speech == null ? "" : speech,
                        offset + place.startOffset(),
                        offset + place.endOffset()));
            }
            tokenizer.end();
        } finally {
            tokenizer.close();
        }
        return words;
    }
}
