package dev.lightmeter.cli.people;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.server.user.User;
import dev.lightmeter.server.user.Users;

/** Finds who was meant. */
final class PersonNamed {

    private PersonNamed() {}

    static User in(Users users, String name) {
        return users.find(name)
                .orElseThrow(() ->
                        new CommandFailure("there is no user '" + name + "'; lightmeter users list tells who is"));
    }
}
