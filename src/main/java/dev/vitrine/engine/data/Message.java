package dev.vitrine.engine.data;

/**
 * One message of a chat.
 *
 * @param role {@value #SYSTEM}, {@value #USER} or {@value #ASSISTANT}
 */
public record Message(String role, String content) {
    public static final String SYSTEM = "system";
    public static final String USER = "user";
    public static final String ASSISTANT = "assistant";

    /** Whether a role is one of the three. */
    public static boolean isRole(String role) {
        return role.equals(SYSTEM) || role.equals(USER) || role.equals(ASSISTANT);
    }
}
