package dev.vitrine.ui.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PreferencesFolderTest {
    @ParameterizedTest
    @CsvSource({
        "Linux,      '',              '',             /home/ada/.config/vitrine",
        "Linux,      XDG_CONFIG_HOME, /etc/ada,       /etc/ada/vitrine",
        "Linux,      XDG_CONFIG_HOME, relative,       /home/ada/.config/vitrine",
        "Linux,      XDG_CONFIG_HOME, '',             /home/ada/.config/vitrine",
        "FreeBSD,    APPDATA,         /roaming,       /home/ada/.config/vitrine",
        "Windows 11, APPDATA,         /roaming,       /roaming/Vitrine",
        "Windows 11, '',              '',             /home/ada/AppData/Roaming/Vitrine",
        "Mac OS X,   XDG_CONFIG_HOME, /etc/ada,       /home/ada/Library/Application Support/Vitrine",
    })
    void itIsWhereThePlatformKeepsSuchThings(String system, String variable, String value, String folder) {
        Map<String, String> environment = Map.of(variable, value);
        assertThat(PreferencesFolder.of(system, Path.of("/home/ada"), environment::get)).isEqualTo(Path.of(folder));
    }
}
