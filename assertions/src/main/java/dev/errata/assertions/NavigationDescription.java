package dev.errata.assertions;

import java.util.function.Supplier;
import org.assertj.core.description.Description;

/** Says of a detail, when an assertion about it fails, which it is and of which response. */
final class NavigationDescription extends Description {

    private final String users;
    private final String place;
    private final Supplier<String> response;

    NavigationDescription(String users, String place, Supplier<String> response) {
        this.users = users;
        this.place = place;
        this.response = response;
    }

    @Override
    public String value() {
        return (users.isEmpty() ? "" : users + ": ") + place + " of\n" + response.get() + "\n";
    }
}
