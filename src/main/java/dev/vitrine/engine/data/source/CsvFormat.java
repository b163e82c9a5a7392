package dev.vitrine.engine.data.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.data.Message;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** Rows of fields (RFC 4180) whose first row names the columns: one of them holds the texts, or two a prompt and its answer. */
final class CsvFormat implements TextFormat {
    private static final String PROMPT = "prompt";
    private static final String ANSWER = "answer";

    private final ObjectReader rows;

    CsvFormat(char separator) {
        CsvFactory factory = CsvFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST).build()).build();
        rows = CsvMapper.builder(factory).enable(CsvParser.Feature.WRAP_AS_ARRAY).build().readerFor(String[].class)
                .with(CsvSchema.emptySchema().withColumnSeparator(separator));
    }

    @Override
    public boolean read(String name, InputStream in, ReadConfig config, TextSink sink) throws IOException {
        Texts texts = new Texts(sink, name, "row", config);
        Utf8Reader reader = new Utf8Reader(name, in);
        long number = 1;
        try (MappingIterator<String[]> all = rows.readValues(reader)) {
            if (!all.hasNextValue()) {
                throw new InputException(name + " is empty, but a row with the names of its columns was expected");
            }
            Columns columns = Columns.of(name, all.nextValue(), config.field());
            while (all.hasNextValue()) {
                reader.nextPart();
                if (!columns.row(all.nextValue(), ++number, texts)) {
                    return false;
                }
            }
            return true;
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof InputException own) {
                throw own;   // of the reader below
            }
            throw new InputException(name + ": row " + (number + 1) + " is not valid CSV: " + InputFiles.reason(e)
                    + "; correct it, a quote inside a quoted field is written twice", e);
        }
    }

    /** Where in a row the text is: {@code text}, or {@code prompt} and {@code answer}; -1 where not. */
    private record Columns(int count, int text, int prompt, int answer) {
        static Columns of(String name, String[] header, String field) {
            List<String> names = Arrays.stream(header).map(String::strip).toList();
            Columns columns = new Columns(header.length, names.indexOf(field), names.indexOf(PROMPT), names.indexOf(ANSWER));
            if (columns.text < 0 && (columns.prompt < 0 || columns.answer < 0)) {
                String list = names.toString();
                throw new InputException(name + " has no column '" + field + "', only " + (list.length() <= 200 ? list : list.substring(0, 200) + "...")
                        + "; say which one holds the text");
            }
            return columns;
        }

        boolean row(String[] row, long number, Texts texts) {
            if (row.length == 1 && row[0].isBlank()) {
                return texts.refused(number, Refusal.EMPTY, "is empty");
            }
            if (row.length != count) {
                return texts.refused(number, Refusal.SHAPE, "has " + row.length + " fields where the first row has " + count
                        + "; put a field with a comma or a quote in it between quotes");
            }
            return text >= 0 ? texts.plain(row[text], number)
                    : texts.chat(List.of(new Message(Message.USER, row[prompt]), new Message(Message.ASSISTANT, row[answer])), number);
        }
    }
}
