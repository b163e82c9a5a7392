package dev.vitrine.engine.data.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.vitrine.engine.data.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts as JSON values: a string, or an object that holds a text under the wanted key, or {@code messages} (role and content), or
 * {@code prompt} and {@code answer}. Other keys are passed over. Reads tokens, not trees, so that no value takes much memory.
 */
final class JsonTexts {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(TextFormat.LONGEST).build())
            .build();

    private static final String PROMPT = "prompt";
    private static final String ANSWER = "answer";
    private static final String MESSAGES = "messages";

    private final Texts texts;
    private final JsonParser parser;
    private String fault;      // of the object that is read, or null

    JsonTexts(Texts texts, JsonParser parser) {
        this.texts = texts;
        this.parser = parser;
    }

    /** The value whose first token is the parser's present one. */
    boolean value(long number) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return texts.plain(parser.getText(), number);
        }
        if (token == JsonToken.START_OBJECT) {
            return object(number);
        }
        String came = describe(parser);
        parser.skipChildren();
        return texts.refused(number, Refusal.SHAPE, "must be a string or an object, got " + came + "; correct it");
    }

    private boolean object(long number) throws IOException {
        fault = null;
        String text = null;
        String prompt = null;
        String answer = null;
        List<Message> messages = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (key.equals(texts.field())) {
                text = string(key);
            } else if (key.equals(PROMPT)) {
                prompt = string(key);
            } else if (key.equals(ANSWER)) {
                answer = string(key);
            } else if (key.equals(MESSAGES)) {
                messages = messages();
            } else {
                parser.skipChildren();
            }
        }
        if (fault != null) {
            return texts.refused(number, Refusal.SHAPE, fault + "; correct it");
        }
        if (text != null) {
            return texts.plain(text, number);
        }
        if (messages != null) {
            return texts.chat(messages, number);
        }
        if (prompt != null && answer != null) {
            return texts.chat(List.of(new Message(Message.USER, prompt), new Message(Message.ASSISTANT, answer)), number);
        }
        return texts.refused(number, Refusal.SHAPE, "has neither '" + texts.field() + "' nor '" + MESSAGES + "' nor '" + PROMPT + "' and '"
                + ANSWER + "'; say which key holds the text");
    }

    private List<Message> messages() throws IOException {
        List<Message> messages = new ArrayList<>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            fault = "'" + MESSAGES + "' must be an array, got " + describe(parser);
            parser.skipChildren();
            return messages;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            message(messages);
        }
        return messages;
    }

    private void message(List<Message> messages) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            fault = "a message must be an object with role and content, got " + describe(parser);
            parser.skipChildren();
            return;
        }
        String role = null;
        String content = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "role" -> role = string(key);
                case "content" -> content = string(key);
                default -> parser.skipChildren();
            }
        }
        if (fault == null && (role == null || content == null || !Message.isRole(role))) {
            fault = "a message needs a content and a role of [system, user, assistant], got role "
                    + (role == null ? "nothing" : "'" + shortened(role) + "'");
        }
        if (fault == null) {
            messages.add(new Message(role, content));
        }
    }

    private String string(String key) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        fault = "'" + shortened(key) + "' must be a string, got " + describe(parser);
        parser.skipChildren();
        return null;
    }

    /** How messages name the value whose first token is there. */
    static String describe(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "the string \"" + shortened(parser.getText()) + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shortened(parser.getText());
            default -> shortened(parser.getText());
        };
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
