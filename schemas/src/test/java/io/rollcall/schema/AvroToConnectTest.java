package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroToConnectTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"name":"f","doc":"d","type":{"type":"enum","name":"E","symbols":["A"]}}            | t.R.f has a type outside the profile
        {"name":"f","doc":"d","type":"double"}                                              | t.R.f has a type that is neither
        {"name":"f","doc":"d","type":"bytes"}                                               | t.R.f has a type that is neither
        {"name":"f","doc":"d","type":"Later"}                                               | t.R.f has a type that is neither
        {"name":"f","doc":"d","type":["null","R"],"default":null}                           | t.R.f has a type that is neither
        {"name":"f","doc":"d","type":["null","string"]}                                     | t.R.f is a union
        {"name":"f","doc":"d","type":["string","null"],"default":"x"}                       | t.R.f is a union
        {"name":"f","doc":"d","type":["null","string","long"],"default":null}               | t.R.f is a union
        {"name":"f","doc":"d","type":{"type":"long","logicalType":"timestamp-micros"}}      | t.R.f has another logical type
        {"name":"f","doc":"d","type":{"type":"string","logicalType":"uuid"}}                | t.R.f has a type outside the profile
        {"name":"f","doc":"d","type":{"type":"map","values":"long"}}                        | t.R.f is a map of something but strings
        {"name":"f","doc":"d","type":{"type":"array","items":"string"},"default":["x"]}     | t.R.f has a default outside the profile
        {"name":"f","doc":"d","type":"int","default":2147483648}                            | t.R.f has a default outside the profile
        {"name":"f","doc":"d","type":"long","default":1.5}                                  | t.R.f has a default outside the profile
        {"name":"f","doc":"d","type":"long","default":9223372036854775808}                  | t.R.f has a default outside the profile
        {"name":"f","doc":"d","type":"string","default":1}                                  | t.R.f has a default outside the profile
        {"name":"f","doc":"d","type":"boolean","default":"true"}                            | t.R.f has a default outside the profile
        {"name":"f","doc":"d","type":{"type":"long","logicalType":"timestamp-millis"},"default":0} | t.R.f has a default outside the profile
        {"name":"f","doc":"d","default":{},"type":{"type":"record","name":"S","doc":"d","fields":[]}} | t.R.f has a default outside the profile
        {"name":"f","doc":"d","type":"string","aliases":["g"]}                              | t.R.f has a member outside the profile
        {"name":"f","type":"string"}                                                        | t.R.f has no doc
        """)
    void whatWouldNotSurviveTheConverterIsRefusedWithItsPlace(String field, String message) {
        String avsc =
                "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"t\",\"doc\":\"d\",\"fields\":[" + field + "]}";

        assertThatThrownBy(() -> AvroToConnect.translate(avsc))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        "string"                                                          | is not a record
        {"type":"record","name":"R","namespace":"t","fields":[]}          | t.R has no doc
        {"type":"record","type":"record"}                                 | Not JSON
        """)
    void aSchemaThatIsNoDocumentedRecordIsRefused(String avsc, String message) {
        assertThatThrownBy(() -> AvroToConnect.translate(avsc))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
