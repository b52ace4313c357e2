using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// The bytes of a file as PdfPig reads them. Wherever it goes to another place in them, to follow a reference, what is left of the
/// stack and of the time is looked at: objects that lead to each other in a circle (two streams, each the length of the other) are an
/// exception then, and not the end of the process.
/// </summary>
internal sealed class BoundedInput : MemoryStream
{
    private readonly ReadingBudget budget;

    private BoundedInput(ArraySegment<byte> bytes, ReadingBudget budget)
        : base(bytes.Array!, bytes.Offset, bytes.Count, writable: false) => this.budget = budget;

    public static BoundedInput Of(ReadOnlyMemory<byte> bytes, ReadingBudget budget) =>
        new(MemoryMarshal.TryGetArray(bytes, out var array) ? array : new ArraySegment<byte>(bytes.ToArray()), budget);

    public override long Position
    {
        get => base.Position;
        set
        {
            Check();
            base.Position = value;
        }
    }

    public override long Seek(long offset, SeekOrigin loc)
    {
        Check();
        return base.Seek(offset, loc);
    }

    /// <exception cref="InsufficientExecutionStackException">The stack is nearly full.</exception>
    private void Check()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        budget.Check();
    }
}
