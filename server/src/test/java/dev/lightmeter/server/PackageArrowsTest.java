package dev.lightmeter.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "dev.lightmeter.server", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageArrowsTest {

    private static final String BASE = "dev.lightmeter.server.";

    @ArchTest
    static final ArchRule noCircles = slices().matching(BASE + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule tokensKnowNothingOfHttp = noClasses()
            .that()
            .resideInAPackage(BASE + "auth..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.helidon..", BASE + "http..", BASE + "score..", BASE + "authority..", BASE + "config..");

    @ArchTest
    static final ArchRule httpKnowsNoFeature = noClasses()
            .that()
            .resideInAPackage(BASE + "http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    BASE + "score..", BASE + "authority..", BASE + "exposure..", BASE + "config..", BASE + "odata..");

    @ArchTest
    static final ArchRule scoresDoNotKnowWhereTheyComeFromNorWhoGaveTheToken = noClasses()
            .that()
            .resideInAPackage(BASE + "score..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "authority..", BASE + "exposure..", BASE + "tls..", "dev.lightmeter.storage");

    @ArchTest
    static final ArchRule theAuthorityKnowsNoFeature = noClasses()
            .that()
            .resideInAPackage(BASE + "authority..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "score..", BASE + "exposure..", BASE + "odata..", "dev.lightmeter.storage..");

    @ArchTest
    static final ArchRule onlyTheDoorAndTheStartKnowTheWebServer = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + "http..", "dev.lightmeter.server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.helidon..");
}
