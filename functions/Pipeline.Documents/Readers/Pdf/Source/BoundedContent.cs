using UglyToad.PdfPig.Core;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// The bytes of a page's content as PdfPig parses them, with a look at the time now and then. PdfPig goes back and reads again
/// from there only to mend an inline picture (ISO 32000-1 8.9.7) that seemed to end too early, and copies all that it has of it each
/// time: a thousand such ends are more than a damaged file has, and a hundred thousand would take minutes.
/// </summary>
internal sealed class BoundedContent(IInputBytes inner, ReadingBudget budget) : IInputBytes
{
    private const int MaximumMends = 1_000;
    private const int BytesBetweenLooks = 1 << 16;

    private int mends, moves;
    private bool wentBack;

    public long CurrentOffset => inner.CurrentOffset;

    public byte CurrentByte => inner.CurrentByte;

    public long Length => inner.Length;

    public bool MoveNext()
    {
        if (++moves % BytesBetweenLooks == 0) budget.Check();
        wentBack = false;
        return inner.MoveNext();
    }

    public byte? Peek() => inner.Peek();

    public bool IsAtEnd() => inner.IsAtEnd();

    public void Seek(long position)
    {
        wentBack = position < inner.CurrentOffset;
        inner.Seek(position);
    }

    public int Read(Span<byte> buffer)
    {
        if (wentBack && ++mends > MaximumMends) throw budget.Exceeded();
        return inner.Read(buffer);
    }

    public void Dispose() => inner.Dispose();
}
