using CsCheck;
using Pipeline.Documents.Unicode;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Unicode;

public class NormalizationTests(ITestOutputHelper output)
{
    /// <summary>UAX #15: what the header of NormalizationTest.txt demands of forms C and D.</summary>
    [Fact]
    public void Every_case_of_NormalizationTest_passes()
    {
        var cases = 0;
        var listed = new HashSet<int>();
        var part = "";
        foreach (var line in UnicodeFiles.Read("NormalizationTest.txt"))
        {
            if (line[0] == '@')
            {
                part = line;
                continue;
            }
            var c = line.Split(';').Take(5).Select(UnicodeFiles.Text).ToArray();
            if (part == "@Part1") listed.Add(char.ConvertToUtf32(c[0], 0));
            foreach (var i in (int[])[0, 1, 2]) Same(line, c[1], Normalization.ToNfc(c[i]));
            foreach (var i in (int[])[3, 4]) Same(line, c[3], Normalization.ToNfc(c[i]));
            foreach (var i in (int[])[0, 1, 2]) Same(line, c[2], Normalization.ToNfd(c[i]));
            foreach (var i in (int[])[3, 4]) Same(line, c[4], Normalization.ToNfd(c[i]));
            cases++;
        }
        output.WriteLine($"NormalizationTest.txt: {cases} of {cases} lines pass.");
        Assert.InRange(cases, 10_000, int.MaxValue);

        // Every character that part 1 does not list is its own normal form.
        for (var code = 0; code < 0x110000; code++)
        {
            if (code is >= 0xD800 and < 0xE000 || listed.Contains(code)) continue;
            var text = char.ConvertFromUtf32(code);
            Assert.Same(text, Normalization.ToNfc(text));
            Assert.Same(text, Normalization.ToNfd(text));
        }

        static void Same(string line, string expected, string actual) => Assert.True(string.Equals(expected, actual, StringComparison.Ordinal), line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Plain text.")]
    [InlineData("Déjà vu, señor: 5 µm")]
    [InlineData("«\u202Fça\u202F» – l’Assemblée générale")]
    [InlineData("Ответственность по защите")]
    [InlineData("المسؤولية عن الحماية")]
    [InlineData("保护责任 한국어")]
    public void Composed_text_is_returned_as_it_is(string text) => Assert.Same(text, Normalization.ToNfc(text));

    [Theory]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("cafe\u0301s ont ferme\u0301", "cafés ont fermé")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")] // reordered, nothing to compose
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글")]
    [InlineData("\u212B", "\u00C5")] // ANGSTROM SIGN
    [InlineData("\u0958", "\u0915\u093C")] // excluded from composition
    [InlineData("x\uD800\u0301", "x\uD800\u0301")] // an unpaired surrogate passes through
    public void Text_is_composed(string text, string expected) => Assert.Equal(expected, Normalization.ToNfc(text));

    [Fact]
    public void A_million_marks_on_one_letter_are_put_in_order()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0316\u0301", 500_000));
        var composed = Normalization.ToNfc(text);
        // The first acute joins the a; all marks below come before the rest of those above.
        Assert.Equal("á" + new string('\u0316', 500_000) + new string('\u0301', 499_999), composed);
    }

    [Fact]
    public void Normal_forms_are_idempotent_and_agree() => UnicodeText.Any.Sample(text =>
    {
        var composed = Normalization.ToNfc(text);
        var decomposed = Normalization.ToNfd(text);
        Assert.Same(composed, Normalization.ToNfc(composed));
        Assert.Same(decomposed, Normalization.ToNfd(decomposed));
        Assert.Equal(composed, Normalization.ToNfc(decomposed));
        Assert.Equal(decomposed, Normalization.ToNfd(composed));
    });
}
