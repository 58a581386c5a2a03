package dev.errata.assertions.internal.failure;

import java.util.function.Supplier;
import org.assertj.core.description.Description;

/** Describes a detail in a failed assertion about it: where it is, and in which response. */
public final class NavigationDescription extends Description {

    private final String users;
    private final String place;
    private final Supplier<String> response;

    /**
     * Describes a detail.
     *
     * @param users the user's description, empty if there is none
     * @param place where the detail is
     * @param response the text of the response
     */
    public NavigationDescription(String users, String place, Supplier<String> response) {
        this.users = users;
        this.place = place;
        this.response = response;
    }

    @Override
    public String value() {
        return (users.isEmpty() ? "" : users + ": ") + place + " of\n" + response.get() + "\n";
    }
}
