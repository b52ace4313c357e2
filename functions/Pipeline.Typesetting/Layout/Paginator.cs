using Pipeline.Documents;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Layout;

/// <summary>
/// Puts items on pages from the top down, the notes that they call at the foot of the same page. A page ends where the next item
/// would not fit, or before that where items must stay together; those that need landscape pages get such to themselves.
/// </summary>
internal sealed class Paginator(StyleSheet sheet, float pageWidth, float pageHeight, int maximumPages, Func<int, List<FlowItem>> layNote)
{
    private readonly float top = sheet.MarginTop;
    // Of the text on the page that is being filled.
    private float height;
    private readonly HashSet<int> notesDone = [];
    private readonly Dictionary<int, List<FlowItem>> notes = [];

    /// <summary>Lines of notes that the page before had no room for.</summary>
    private List<FlowItem> carried = [];

    /// <summary>Places all items. An item that is split is replaced in <paramref name="items"/> by its rest.</summary>
    public IReadOnlyList<Page> Paginate(List<FlowItem> items, CancellationToken cancellationToken)
    {
        var pages = new List<Page>();
        var next = 0;
        while (next < items.Count || carried.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pages.Count == maximumPages)
                throw new RejectedException("too-many-pages", $"The document has more than {maximumPages} pages. Divide it into several documents.");
            var page = next < items.Count && items[next].Landscape ? new Page(pages.Count, pageHeight, pageWidth) : new Page(pages.Count, pageWidth, pageHeight);
            height = page.Height - sheet.MarginTop - sheet.MarginBottom;
            pages.Add(page);
            FillPage(page, items, ref next);
        }
        if (pages.Count == 0) pages.Add(new Page(0, pageWidth, pageHeight));
        return pages;
    }

    private void FillPage(Page page, List<FlowItem> items, ref int next)
    {
        var foot = TakeCarried();
        var start = next;
        var (end, split) = FindEnd(items, start, foot.Height);
        var y = top;

        if (start < items.Count && (end > start || split is not null))
        {
            page.Artifacts = ArtifactKind.Pagination;
            y = FlowItem.PaintAll(page, items[start].RepeatedAbove, y, artifact: true);
            page.Artifacts = ArtifactKind.Layout;
        }
        for (var i = start; i < end; i++) y = Place(page, items[i], i == start ? null : items[i - 1], y, foot.Lines);
        if (split is { } parts)
        {
            y = Place(page, parts.Top, end == start ? null : items[end - 1], y, foot.Lines);
            items[end] = parts.Below;
        }
        next = end;
        PaintNotes(page, foot.Lines, y);
    }

    private float Place(Page page, FlowItem item, FlowItem? before, float y, List<FlowItem> foot)
    {
        var gap = before is null ? 0 : item.SpaceAbove;
        item.PaintBackdrops(page, before, y, gap);
        item.Paint(page, y + gap, artifact: false);
        if (item.Notes.Count > 0) Call(item.Notes, foot, notesDone.Add);
        return y + gap + item.Height;
    }

    /// <summary>
    /// The index after the last item that goes on this page whole, and the parts of the next one where it has to be split.
    /// </summary>
    private (int End, (FlowItem Top, FlowItem Below)? Split) FindEnd(List<FlowItem> items, int start, float footHeight)
    {
        if (start >= items.Count) return (start, null);
        var used = FlowItem.HeightOf(items[start].RepeatedAbove);
        var foot = footHeight;
        HashSet<int>? counted = null;
        var lastBreak = start;
        var i = start;
        for (; i < items.Count; i++)
        {
            var item = items[i];
            if (i > start && (item.StartsPage || item.Landscape != items[start].Landscape))
            {
                lastBreak = i;
                break;
            }
            var above = i == start ? 0 : item.SpaceAbove;
            var room = height - used - above - foot;
            var itemFoot = item.Notes.Count == 0 ? 0 : FootOf(item, counted ??= []);
            if (itemFoot > 0 && foot == 0) itemFoot += sheet.NoteGap;
            // A note higher than half the page may go on at the foot of the next one.
            itemFoot = Math.Min(itemFoot, height / 2);

            if (item.Height + itemFoot > room + 0.01f)
            {
                var parts = SplitFor(item, room, itemFoot, alone: lastBreak == start);
                // At a page's top the text comes first, whatever notes wait.
                if (parts is null && i == start && item.Height > height - used) parts = item.Split(height - used);
                if (parts is not var (first, below)) break;
                first.SpaceAbove = item.SpaceAbove;
                (below.KeepWithNext, below.Landscape) = (item.KeepWithNext, item.Landscape);
                return (i, (first, below));
            }
            used += above + item.Height;
            foot = Math.Min(foot + itemFoot, Math.Max(foot, height / 2));
            if (!item.KeepWithNext) lastBreak = i + 1;
        }
        if (i == items.Count) return (i, null);
        // Nothing may be parted: part it all the same rather than lose it.
        return (lastBreak > start ? lastBreak : Math.Max(i, start + 1), null);
    }

    /// <summary>A tall item is split where the page still has some room, and any item that does not fit on a page of its own; its notes get room where they can.</summary>
    private (FlowItem Top, FlowItem Below)? SplitFor(FlowItem item, float room, float itemFoot, bool alone)
    {
        var some = 4 * sheet.LineHeight;
        return alone || (item.Height >= height / 3 && room >= some) ? item.Split(room - itemFoot >= some ? room - itemFoot : room) : null;
    }

    private float FootOf(FlowItem item, HashSet<int> counted)
    {
        var lines = new List<FlowItem>();
        Call(item.Notes, lines, note => !notesDone.Contains(note) && counted.Add(note));
        return lines.Sum(l => l.Height + l.SpaceAbove);
    }

    /// <summary>Adds the lines of the notes that are <paramref name="wanted"/>, then those of the notes that these call.</summary>
    private void Call(IReadOnlyList<int> called, List<FlowItem> lines, Predicate<int> wanted)
    {
        var next = lines.Count;
        Add(called);
        for (; next < lines.Count; next++) Add(lines[next].Notes);

        void Add(IReadOnlyList<int> called)
        {
            foreach (var note in called)
            {
                if (!wanted(note)) continue;
                if (!notes.TryGetValue(note, out var own)) notes[note] = own = layNote(note);
                lines.AddRange(own);
            }
        }
    }

    private (List<FlowItem> Lines, float Height) TakeCarried()
    {
        var lines = carried;
        carried = [];
        var need = lines.Count == 0 ? 0 : sheet.NoteGap + lines.Sum(l => l.Height + l.SpaceAbove);
        return (lines, Math.Min(need, height - 4 * sheet.LineHeight));
    }

    /// <summary>Sets the notes at the page's foot; what has no room below <paramref name="textEnd"/> is carried over.</summary>
    private void PaintNotes(Page page, List<FlowItem> lines, float textEnd)
    {
        if (lines.Count == 0) return;
        var room = top + height - textEnd - sheet.NoteGap;
        var used = 0f;
        var count = 0;
        for (; count < lines.Count; count++)
        {
            var line = lines[count];
            var needed = line.Height + line.SpaceAbove;
            if (used + needed > room + 0.01f)
            {
                var alone = count == 0 && textEnd <= top;
                // A table or a picture: lines go over to the next page whole.
                if ((alone || line.Height >= height / 3) && line.Split(room - used - line.SpaceAbove) is var (first, below))
                {
                    first.SpaceAbove = line.SpaceAbove;
                    lines[count] = first;
                    lines.Insert(count + 1, below);
                    needed = first.Height + first.SpaceAbove;
                }
                else if (!alone) break;
            }
            used += needed;
        }
        carried = lines.GetRange(count, lines.Count - count);
        if (count == 0) return;
        var y = top + height - used;
        page.Add(new RectangleItem { X = sheet.MarginSide, Y = y - sheet.NoteGap * 0.4f, Width = sheet.NoteRuleWidth, Height = sheet.ThinRule, Color = sheet.QuietColor }, null);
        for (var i = 0; i < count; i++)
        {
            var line = lines[i];
            line.PaintBackdrops(page, i > 0 ? lines[i - 1] : null, y, line.SpaceAbove);
            y += line.SpaceAbove;
            line.Paint(page, y, artifact: false);
            y += line.Height;
        }
    }
}
