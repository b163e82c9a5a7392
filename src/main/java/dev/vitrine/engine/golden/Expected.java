package dev.vitrine.engine.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The numbers of a JSON file. */
record Expected(Path file, JsonNode json) {
    private static final int LIMIT = 64 << 20;

    /** @param what the file is, for messages */
    static Expected read(Path file, String what) {
        String name = file.toString();
        return new Expected(file, InputFiles.json(name, InputFiles.utf8(name, InputFiles.bytes(file, what, LIMIT))));
    }

    Expected object(String key) {
        require(json.path(key).isObject(), key, "an object");
        return new Expected(file, json.path(key));
    }

    List<Expected> objects(String key) {
        require(json.path(key).isArray() && !json.path(key).isEmpty(), key, "an array of objects");
        List<Expected> all = new ArrayList<>();
        json.path(key).forEach(one -> all.add(new Expected(file, one)));
        return all;
    }

    double number(String key) {
        require(json.path(key).isNumber(), key, "a number");
        return json.path(key).doubleValue();
    }

    double[] numbers(String key) {
        require(json.path(key).isArray() && !json.path(key).isEmpty(), key, "an array of numbers");
        return numbers(key, json.path(key));
    }

    private double[] numbers(String key, JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            require(array.get(i).isNumber(), key, "an array of numbers");
            values[i] = array.get(i).doubleValue();
        }
        return values;
    }

    /** A row for each sequence, all equally long. */
    double[][] rows(String key) {
        JsonNode array = json.path(key);
        require(array.isArray() && !array.isEmpty(), key, "an array of rows");
        double[][] rows = new double[array.size()][];
        for (int i = 0; i < rows.length; i++) {
            require(array.get(i).isArray() && !array.get(i).isEmpty() && array.get(i).size() == array.get(0).size(), key,
                    "rows of numbers, equally long");
            rows[i] = numbers(key, array.get(i));
        }
        return rows;
    }

    int[] ids(String key, int vocabulary) {
        return ids(key, numbers(key), vocabulary);
    }

    int[] ids(String key, double[] row, int vocabulary) {
        int[] ids = new int[row.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) row[i];
            require(ids[i] == row[i] && ids[i] >= 0 && ids[i] < vocabulary, key, "token ids from 0 to " + (vocabulary - 1));
        }
        return ids;
    }

    void require(boolean met, String key, String wanted) {
        if (!met) {
            throw wrong(key, wanted);
        }
    }

    InputException wrong(String key, String wanted) {
        return new InputException(file + ": " + key + " must be " + wanted + "; use the file that was made with the checkpoint");
    }
}
