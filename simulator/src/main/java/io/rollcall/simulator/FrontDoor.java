package io.rollcall.simulator;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.function.Function;

/** Where WireMock hands every request over. */
final class FrontDoor implements ResponseDefinitionTransformerV2 {

    static final String NAME = "rollcall";

    private static final int DRIBBLES = 10;

    private final Function<Call, Delivery> house;

    FrontDoor(Function<Call, Delivery> house) {
        this.house = house;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        LoggedRequest request = event.getRequest();
        Call call =
                Call.of(request.getMethod().getName(), request.getUrl(), request::getHeader, request.getBodyAsString());
        Delivery delivery = house.apply(call);
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder().withFixedDelay(delivery.delayMillis());
        if (delivery.reset()) {
            return response.withFault(Fault.CONNECTION_RESET_BY_PEER).build();
        }
        Answer answer = delivery.answer();
        response.withStatus(answer.status());
        if (!answer.contentType().isEmpty()) {
            response.withHeader("Content-Type", answer.contentType()).withBody(answer.body());
        }
        answer.headers().forEach((name, value) -> response.withHeader(name, value));
        if (delivery.dribbleMillis() > 0) {
            response.withChunkedDribbleDelay(DRIBBLES, delivery.dribbleMillis());
        }
        return response.build();
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }
}
