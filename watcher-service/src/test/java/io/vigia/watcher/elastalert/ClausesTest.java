package io.vigia.watcher.elastalert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What old clauses become. */
class ClausesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{query: {query_string: {query: 'a:b'}}}] | {'query_string':{'query':'a:b'}}",
        "[{query: {wildcard: {f: 'a*'}}}] | {'wildcard':{'f':'a*'}}",
        "[{term: {n: 5}}, {term: {t: '5'}}] | {'bool':{'filter':[{'term':{'n':5}},{'term':{'t':'5'}}]}}",
        "[{and: [{term: {a: 1}}, {term: {b: 2}}]}] | {'bool':{'filter':[{'term':{'a':1}},{'term':{'b':2}}]}}",
        "[{or: {filters: [{term: {a: 1}}, {term: {b: 2}}]}}] | {'bool':{'should':[{'term':{'a':1}},{'term':{'b':2}}]}}",
        "[{not: {filter: {term: {a: yes}}}}] | {'bool':{'must_not':[{'term':{'a':true}}]}}",
        "[{missing: {field: f}}] | {'bool':{'must_not':[{'exists':{'field':'f'}}]}}",
        "[{filtered: {query: {match_all: {}}, filter: {term: {a: 1}}}}] | {'bool':{'filter':[{'match_all':{}},{'term':{'a':1}}]}}",
        "[{range: {f: {from: 1, to: 2, include_upper: false}}}] | {'range':{'f':{'gte':1,'lt':2}}}",
        "[{bool: {must: [{query: {match: {a: b}}}], minimum_should_match: 1}}] | {'bool':{'must':[{'match':{'a':'b'}}],'minimum_should_match':1}}",
        "{term: {a: 1}} | {'term':{'a':1}}",
      })
  void shouldBecome(String filter, String clause) throws JsonProcessingException {
    var imported = Elastalert.read("name: r\ntype: any\nindex: a\nfilter: " + filter + "\n");
    assertEquals(
        Elastalert.JSON.readTree(clause.replace('\'', '"')).toString(),
        String.valueOf(imported.definitions().get(0).filter()));
  }
}
