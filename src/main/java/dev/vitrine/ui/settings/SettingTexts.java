package dev.vitrine.ui.settings;

import dev.vitrine.ui.Session;

/** What keys and sections are called. Where no text is given, the key itself is shown, so that a new one is never hidden. */
final class SettingTexts {
    private static final String KEY = "settings.key.";
    private static final String SECTION = "settings.section.";

    private final Session session;

    SettingTexts(Session session) {
        this.session = session;
    }

    String label(Setting setting) {
        String key = KEY + setting.schemaKey();
        return session.texts().containsKey(key) ? session.text(key) : setting.name();
    }

    /** One line of help, or the empty text. */
    String help(Setting setting) {
        String key = KEY + setting.schemaKey() + ".help";
        return session.texts().containsKey(key) ? session.text(key) : "";
    }

    String title(Section section) {
        String path = Setting.withoutNumbers(section.path());
        String key = SECTION + (path.isEmpty() ? "run" : path);
        String name = section.path().substring(section.path().lastIndexOf('.') + 1);
        return session.texts().containsKey(key) ? session.text(key, section.number()) : name;
    }
}
