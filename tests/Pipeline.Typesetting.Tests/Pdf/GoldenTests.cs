using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Documents;
using Pipeline.Testing;

namespace Pipeline.Typesetting.Tests.Pdf;

/// <summary>
/// The same document gives the same file. Compared is the unpacked content: the packed bytes depend on the zlib that the runtime
/// carries, the content on nothing but this code and its fonts.
/// </summary>
public class GoldenTests(FontsFixture fixture)
{
    [Fact]
    public void Fixtures_have_the_hashes_that_they_had()
    {
        var hashes = new StringBuilder();
        foreach (var (name, document) in Documents)
        {
            using var pdf = new PdfObjects(Render(document));
            hashes.Append(CultureInfo.InvariantCulture, $"{name} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pdf.Canonical())))}\n");
        }
        Golden.Match("hashes.txt", hashes.ToString());
    }

    [Fact]
    public void Culture_and_a_second_run_change_no_byte()
    {
        var first = Documents.Select(d => Render(d.Document)).ToList();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NegativeSign, other.NumberFormat.NumberGroupSeparator) = (",", "~", ".");
            CultureInfo.CurrentCulture = other;
            Assert.Equal(first, Documents.Select(d => Render(d.Document)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private byte[] Render(Document document) =>
        PdfRenderer.Render(document, ArchivalTests.Matter, fixture.Fonts, TypesettingOptions.Default, TestContext.Current.CancellationToken).Bytes;

    private static (string Name, Document Document)[] Documents { get; } =
    [
        ("everything", ArchivalTests.Everything),
        ("arabic", new Document { Language = "ar", Direction = TextDirection.RightToLeft, Blocks = [new Paragraph([new Text("يولد جميع الناس أحرارا متساوين في الكرامة والحقوق عام 1948")])] }),
        ("chinese", new Document { Language = "zh-Hans", Blocks = [new Paragraph([new Text("人人生而自由，在尊严和权利上一律平等。")])] }),
    ];
}
