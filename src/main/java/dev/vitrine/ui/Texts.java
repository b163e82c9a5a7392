package dev.vitrine.ui;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** The texts of the shell and of every view as one bundle, so that FXML and code read them alike. */
public final class Texts extends ResourceBundle {
    private final Map<String, Object> texts = new LinkedHashMap<>();

    /** @param parts names of bundles in {@code i18n/} */
    public Texts(List<String> parts, Locale locale) {
        for (String part : parts) {
            ResourceBundle bundle = ResourceBundle.getBundle("i18n." + part, locale);
            for (String key : bundle.keySet()) {
                if (texts.put(key, bundle.getObject(key)) != null) {
                    throw new IllegalStateException("the text '" + key + "' stands in two bundles, one of them " + part);
                }
            }
        }
    }

    @Override
    protected Object handleGetObject(String key) {
        return texts.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(texts.keySet());
    }
}
