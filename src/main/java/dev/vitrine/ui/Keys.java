package dev.vitrine.ui;

import dev.vitrine.ui.settings.SettingsViewModel;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * The keys of the whole window. Single letters and digits are left to text fields; arrows without Shift or Ctrl are left
 * to the picture that has the focus; Esc leaves a text field, and stops the opening of a run.
 * While the settings of a new run cover the window, no key is its.
 */
final class Keys {
    private final ShellViewModel shell;
    private final SettingsViewModel settings;
    private final FileActions files;
    private final TransportViewModel transport;
    private final Runnable focusPrompt;
    private final Runnable showKeys;
    private final Runnable showPreferences;
    private boolean commanded;     // by the key that is down

    Keys(ShellViewModel shell, SettingsViewModel settings, FileActions files, TransportViewModel transport, Runnable focusPrompt, Runnable showKeys,
         Runnable showPreferences) {
        this.shell = shell;
        this.settings = settings;
        this.files = files;
        this.transport = transport;
        this.focusPrompt = focusPrompt;
        this.showKeys = showKeys;
        this.showPreferences = showPreferences;
    }

    void install(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            commanded = false;
            if (first(event, scene.getFocusOwner())) {
                event.consume();
            }
        });
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (last(event, scene.getFocusOwner())) {
                commanded = true;
                event.consume();
            }
        });
        scene.addEventFilter(KeyEvent.KEY_TYPED, event -> {
            if (commanded) {
                event.consume();   // the slash that goes to the prompt is not a letter of it
            }
        });
    }

    /** Before the control that has the focus: chords, and what a focused button would take for itself: Space and arrows. */
    private boolean first(KeyEvent e, Node focus) {
        if (settings.openProperty().get()) {
            return false;
        }
        if (e.isControlDown() && e.getCode() == KeyCode.N) {
            return run(settings::show);
        }
        if (e.isControlDown() && e.getCode() == KeyCode.COMMA) {
            return run(showPreferences);
        }
        if (e.isControlDown() && e.getCode() == KeyCode.O) {
            return run(e.isShiftDown() ? files::openFolder : files::open);
        }
        if (e.isControlDown() && e.getCode() == KeyCode.S) {
            return run(e.isShiftDown() ? files::saveModel : files::saveRun);
        }
        if (typing(focus)) {
            return e.getCode() == KeyCode.ESCAPE && focus instanceof TextInputControl && run(focus.getScene().getRoot()::requestFocus)
                    || e.isControlDown() && e.getCode() == KeyCode.ENTER && generate();
        }
        boolean plain = !e.isControlDown() && !e.isAltDown() && !e.isMetaDown();
        return switch (e.getCode()) {
            case SPACE -> plain && run(transport::toggle);
            case RIGHT -> e.isControlDown() ? run(transport::phaseForward)
                    : e.isShiftDown() ? run(transport::stepForward) : focus instanceof ButtonBase && run(transport::piece);
            case LEFT -> e.isControlDown() ? run(transport::phaseBack)
                    : e.isShiftDown() ? run(transport::stepBack) : focus instanceof ButtonBase && run(transport::pieceBack);
            case ENTER -> e.isControlDown() && generate();
            default -> false;
        };
    }

    /** After it: what the control did not want. */
    private boolean last(KeyEvent e, Node focus) {
        if (settings.openProperty().get() || typing(focus) || e.isControlDown() || e.isAltDown() || e.isMetaDown()) {
            return false;
        }
        return switch (e.getCode()) {
            case RIGHT -> run(transport::piece);
            case LEFT -> run(transport::pieceBack);
            case HOME -> run(transport::first);
            case END, L -> run(transport::live);
            case K -> run(transport::toggle);
            case ESCAPE -> run(files::cancelOpening);
            case M -> run(shell::nextMode);
            case T -> run(shell::switchTheme);
            case SLASH -> e.isShiftDown() ? run(showKeys) : run(focusPrompt);
            case DIGIT0, DIGIT1, DIGIT2, DIGIT3, DIGIT4, DIGIT5, DIGIT6, DIGIT7, DIGIT8, DIGIT9,
                 NUMPAD0, NUMPAD1, NUMPAD2, NUMPAD3, NUMPAD4, NUMPAD5, NUMPAD6, NUMPAD7, NUMPAD8, NUMPAD9 ->
                    shell.open(digit(e.getCode()));
            default -> "?".equals(e.getText()) && run(showKeys);
        };
    }

    private static String digit(KeyCode code) {
        String name = code.name();
        return name.substring(name.length() - 1);
    }

    private boolean generate() {
        shell.generate();
        return true;
    }

    private static boolean run(Runnable action) {
        action.run();
        return true;
    }

    private static boolean typing(Node focus) {
        return focus instanceof TextInputControl t && t.isEditable() || focus instanceof ComboBoxBase<?>;
    }
}
