using System.Globalization;
using System.Text;

namespace Pipeline.Documents.Tests;

/// <summary>What holds of every file that others collected, whatever its format.</summary>
internal static class Corpus
{
    /// <summary>Each file is read, in time and within memory, into a document that keeps its promises, or is rejected with a reason.</summary>
    public static void AssertReadOrRejected(IEnumerable<string> files)
    {
        var report = new StringBuilder();
        foreach (var file in files)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            timeout.CancelAfter(TimeSpan.FromSeconds(20));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var result = DocumentReader.Read(new SourceFile(Path.GetFileName(file), File.ReadAllBytes(file)), ReadOptions.Default, timeout.Token);
                Invariants.Assert(result.Document);
                report.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}: {result.Format.Name} {string.Join(", ", result.Diagnostics.Select(d => d.Code))}\n");
            }
            catch (RejectedException rejection)
            {
                Assert.All(rejection.Diagnostics, d => Assert.NotEqual("", d.Message));
                report.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}: REJECTED {rejection.Diagnostics[0].Code}: {rejection.Message}\n");
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000_000);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
    }
}
