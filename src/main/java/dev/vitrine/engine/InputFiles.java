package dev.vitrine.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Strict reading of what comes from outside: bytes, UTF-8, JSON. Every refusal is an {@link InputException}. */
public final class InputFiles {
    private static final ObjectReader STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build().reader();

    private InputFiles() {
    }

    /** @throws InputException where the path is not a readable file */
    public static void requireFile(Path file, String wanted) {
        if (file.toString().isEmpty()) {
            throw new InputException("an empty path names no file; give the path of " + wanted);
        }
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a folder; give the path of " + wanted);
        }
        if (!Files.exists(file)) {
            throw new InputException("there is no file " + file + "; give the path of " + wanted);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new InputException(file + " cannot be read; check that it is a file and that you may read it");
        }
    }

    /** The whole file.
     *  @param wanted what should be there, such as "a JSON file of texts"
     *  @param limit  most bytes that are taken into memory */
    public static byte[] bytes(Path file, String wanted, int limit) {
        requireFile(file, wanted);
        try {
            long size = Files.size(file);
            if (size > limit) {
                throw new InputException(file + " has " + size + " bytes, but at most " + limit
                        + " are read; give a smaller file");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read (" + Reason.of(e) + "); check the file and its disk", e);
        }
    }

    /** Text without a byte order mark. A byte that is not UTF-8 is refused with its line, never replaced. */
    public static String utf8(String source, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new InputException(source + " is not UTF-8 text: byte " + String.format("0x%02X", in.get()) + " at line "
                    + lineOf(bytes, in.position() - 1) + "; save it as UTF-8");
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** One JSON value with nothing after it and no key twice in an object. */
    public static JsonNode json(String source, String text) {
        try {
            JsonNode node = STRICT.readTree(text);
            if (node.isMissingNode()) {
                throw new InputException(source + " is empty, but JSON was expected");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new InputException(notJson(source, e), e);
        }
    }

    /** What to tell of a text that breaks off or is no JSON. */
    public static String notJson(String source, JsonProcessingException e) {
        return source + " is not valid JSON" + place(e) + ": " + reason(e) + "; correct it or restore the file";
    }

    /** How messages name a JSON value: "the string "abc"", "an object". */
    public static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "the string \"" + shortened(node.textValue(), 40) + "\"";
            case NUMBER -> "the number " + shortened(node.asText(), 40);
            case BOOLEAN -> node.asText();
            case NULL -> "null";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            default -> "nothing";
        };
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr()
                + ", column " + e.getLocation().getColumnNr();
    }

    /** What Jackson says of a fault, in one line, without the names of its switches. */
    public static String reason(JsonProcessingException e) {
        return shortened(e.getOriginalMessage().replaceAll("\\s*\\(start marker at .*", "").replaceAll(": enable `JsonReadFeature.*", "")
                .replaceAll(",? from `StreamReadConstraints[^`]*`", "").replaceAll("\\s+", " "), 160);
    }

    /** The beginning of a text, on one line, for a message. */
    public static String shortened(String text, int length) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= length ? line : line.substring(0, length) + "...";
    }

    private static int lineOf(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }
}
