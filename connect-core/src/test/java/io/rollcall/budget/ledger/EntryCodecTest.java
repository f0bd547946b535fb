package io.rollcall.budget.ledger;

import static io.rollcall.budget.Priority.SWEEP;
import static io.rollcall.budget.ledger.Book.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {
    private static final String UPDATE =
            "{'v':1,'t':'U','p':5,'q':1,'cv':1,'a':0,'w':[0,0,0,1],'k':[0,0,0,0],'g':[],'o':[]}";

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** A ledger with something of everything. */
    private static Ledger busy() {
        Book book = Book.of(new Terms().limits(new Limit(10, 10_000), new Limit(20, 30_000)));
        long grant = book.from(A).wants(SWEEP, 5).write();
        book.from(A)
                .settles(grant, 2, 1)
                .observes(Book.left(grant, grant, 10, 1, 4L))
                .write();
        return book.ledger;
    }

    @Test
    void whatIsWrittenIsRead() {
        Ledger ledger = busy();
        Observation told = new Observation(true, 3, 4, 5, 6, 7L, 8L);
        Update update = new Book()
                .from(A)
                .settles(3, 1, 0)
                .observes(told)
                .marks(Update.Mark.BYE)
                .update();
        Policy policy = new Terms().search(new Search(1, 2, 3)).cold().policy();
        for (Entry each : List.of(update, policy, new Snapshot(2, ledger.hash(), ledger.state()))) {
            assertThat(EntryCodec.decode(EntryCodec.encode(each))).isEqualTo(each);
        }
        assertThat(EntryCodec.decode(json(UPDATE))).isInstanceOf(Update.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "3",
                "[]",
                "{}",
                "{'v':1}",
                "{'v':1,'t':'U'}",
                "{'v':1,'t':'C'}",
                "{'v':1,'t':'S'}",
                "{'v':1,'t':'S','at':1,'h':'x','state':null}",
                "{'v':1,'t':['U']}",
                "{'v':1,'t':'U','p':5"
            })
    void whatIsNoRecordIsNone(String text) {
        assertThat(EntryCodec.decode(json(text))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'v':1>'v':'1'",
                "'v':1>'v':0",
                "'v':1>'v':1.0",
                "'p':5,>",
                "'p':5>'p':null",
                "'p':5>'p':'5'",
                "'p':5>'p':5.5",
                "'p':5>'p':99999999999999999999",
                "'w':[0,0,0,1]>'w':[0,0,0,null]",
                "'w':[0,0,0,1]>'w':[0,0,0,9999999999]",
                "'k':[0,0,0,0]>'k':null",
                "'g':[]>'g':[[1,2]]",
                "'g':[]>'g':[null]",
                "'g':[]>'g':{}",
                "'o':[]>'o':[[]]",
                "'o':[]>'o':[],'x':'later'",
                "}>}{}"
            })
    void anUpdateWithAnythingWrongIsNone(String change) {
        String[] parts = change.split(">", -1);
        assertThat(UPDATE).contains(parts[0]);
        assertThat(EntryCodec.decode(json(UPDATE.replace(parts[0], parts[1])))).isNull();
    }

    @Test
    void anUpdateThatIsFarTooLongIsNone() {
        String padded = UPDATE.replace("'g':[]", "'g':[" + "[1,1,1],".repeat(9_000) + "[1,1,1]]");
        assertThat(EntryCodec.decode(json(padded))).isNull();
        String nested = UPDATE.replace("'g':[]", "'y':" + "[".repeat(20_000) + "]".repeat(20_000));
        assertThat(EntryCodec.decode(json(nested))).isNull();
    }

    @Test
    void whatLaterVersionsWriteIsNotTakenForGarbage() {
        assertThatThrownBy(() -> EntryCodec.decode(json("{'v':2,'t':'Z'}")))
                .isInstanceOf(UnsupportedRulesException.class);
        assertThatThrownBy(() -> EntryCodec.decode(json("{'v':99999999999999999999}")))
                .isInstanceOf(UnsupportedRulesException.class);
        assertThatThrownBy(() -> EntryCodec.decode(json("{'v':1,'t':'C','sm':2,'limits':'of another kind'}")))
                .isInstanceOf(UnsupportedRulesException.class);
    }

    @Test
    void aSnapshotThatNoLedgerCouldHaveMadeIsNone() {
        Ledger ledger = busy();
        byte[] bytes = EntryCodec.encode(new Snapshot(2, ledger.hash(), ledger.state()));
        String text = new String(bytes, StandardCharsets.UTF_8).replace('"', '\'');
        for (String change : List.of(
                "'at':2>'at':1",
                "'parts':[>'parts':[null,",
                "'safe':[-1,-1,-1]>'safe':[-1,-1]",
                "'safe':[-1,-1,-1]>'safe':[-1,-1,7]",
                "'open':[[1,1,5,2,1]]>'open':[[1,1,5,-2,1]]",
                "'open':[[1,1,5,2,1]]>'open':[[1,1,5,2,3]]",
                "'open':[[1,1,5,2,1]]>'open':[]",
                "'open':[[1,1,5,2,1]]>'open':null",
                "'c':[[2,2]]>'c':[[2,-2]]",
                "'c':[[2,2]]>'c':[[2,2],[2,1]]",
                "'past':[[0,0]]>'past':[]",
                "'past':[[0,0]]>'past':[[0,3]]",
                "'cr':[0,0,0,0]>'cr':[0,0,0]",
                "'lim':10>'lim':11",
                "'forced':0>'forced':1")) {
            String[] parts = change.split(">", -1);
            assertThat(text).contains(parts[0]);
            assertThat(EntryCodec.decode(json(text.replace(parts[0], parts[1]))))
                    .as(change)
                    .isNull();
        }
        assertThat(EntryCodec.decode(bytes)).isNotNull();
    }

    @Test
    void noChangeOfAByteEverThrowsAnythingUnexpected() {
        Ledger ledger = busy();
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = i % 2 == 0
                    ? EntryCodec.encode(new Snapshot(2, ledger.hash(), ledger.state()))
                    : EntryCodec.encode(new Terms().search(new Search(1, 2, 3)).policy());
            bytes[random.nextInt(bytes.length)] =
                    (byte) (random.nextInt(3) > 0 ? '0' + random.nextInt(10) : random.nextInt());
            try {
                Ledger other = busy();
                other.apply(3, Long.MAX_VALUE, EntryCodec.decode(bytes));
                other.apply(4, Long.MIN_VALUE, EntryCodec.decode(json(UPDATE)));
                assertThat(EntryCodec.decode(EntryCodec.encode(new Snapshot(4, other.hash(), other.state()))))
                        .isNotNull();
            } catch (UnsupportedRulesException e) {
                String text = new String(bytes, StandardCharsets.UTF_8);
                assertThat(text.contains("\"v\":1,") && text.contains("\"sm\":1,"))
                        .isFalse();
            }
        }
    }
}
