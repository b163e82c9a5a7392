package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tokens by id and ids by token. Ids need not be without gaps. */
final class Lexicon {
    private final List<String> tokens;
    private final Map<String, Integer> ids;

    /** @param tokens in the order of their ids, null in gaps; not modified */
    Lexicon(List<String> tokens) {
        this.tokens = new ArrayList<>(tokens);
        ids = HashMap.newHashMap(tokens.size());
        for (int id = 0; id < tokens.size(); id++) {
            if (tokens.get(id) != null && ids.put(tokens.get(id), id) != null) {
                throw new IllegalArgumentException("the vocabulary has the token '" + tokens.get(id) + "' twice");
            }
        }
    }

    List<String> tokens() {
        return tokens;
    }

    /** Id of a token, or -1. */
    int id(String token) {
        return ids.getOrDefault(token, -1);
    }

    /** Id of a token that must be there. */
    int required(String token, String role) {
        int id = id(token);
        if (id < 0) {
            throw new IllegalArgumentException(role + " '" + token + "' is not in the vocabulary");
        }
        return id;
    }
}
