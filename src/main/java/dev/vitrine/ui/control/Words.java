package dev.vitrine.ui.control;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/** The words that controls draw and speak, from {@code i18n/controls.properties}; numbers come formatted already. */
final class Words {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("i18n.controls");

    private Words() { }

    static String of(String key, Object... values) {
        return values.length == 0 ? BUNDLE.getString(key) : MessageFormat.format(BUNDLE.getString(key), values);
    }
}
